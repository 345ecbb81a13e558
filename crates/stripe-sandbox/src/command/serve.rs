//! A sandbox that runs until it is told to stop, and prints what it forwards.

use std::io::Write as _;

use jiff::Zoned;

use super::Error;
use crate::config::{API_VERSION, Config};
use crate::sandbox::Sandbox;
use crate::webhooks::{Listener, Notice};

pub(super) async fn serve(
    config: Config,
    forward_to: Option<&str>,
    events: &[String],
) -> Result<(), Error> {
    let stop = stop_signal()?;
    let sandbox = Sandbox::start(config).await?;
    say(format_args!("api             {}", sandbox.base_url()));
    say(format_args!("stripe.js       {}", sandbox.stripe_js_url()));
    say(format_args!("secret key      {}", sandbox.secret_key()));
    say(format_args!(
        "publishable key {}",
        sandbox.publishable_key()
    ));
    if let Some(url) = forward_to {
        let listener = sandbox.forward_to(url, events).await?;
        say(format_args!(
            "> Ready! You are using Stripe API version {API_VERSION}. Your webhook signing secret \
             is {} (Ctrl-C stops)",
            listener.secret()
        ));
        tokio::select! {
            () = stop => {}
            () = report(listener) => {}
        }
    } else {
        stop.await;
    }
    sandbox.stop().await;
    Ok(())
}

/// Prints a line. Whoever started the sandbox may have stopped reading: that is no reason for it to end.
fn say(line: std::fmt::Arguments<'_>) {
    let _unread = writeln!(std::io::stdout(), "{line}");
}

/// Prints a line for each event and each answer, as `stripe listen` does.
async fn report(mut listener: Listener) {
    while let Some(notice) = listener.next().await {
        let now = Zoned::now().strftime("%Y-%m-%d %H:%M:%S");
        match notice {
            Notice::Sent { event, kind } => say(format_args!("{now}   --> {kind} [{event}]")),
            Notice::Answered {
                event,
                url,
                status: Ok(status),
            } => say(format_args!("{now}  <--  [{status}] POST {url} [{event}]")),
            Notice::Answered {
                event,
                url,
                status: Err(reason),
            } => say(format_args!(
                "{now}  <--  [ERROR] POST {url} [{event}]: {reason}"
            )),
        }
    }
}

/// Ends when somebody wants the process to end.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()>, Error> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when somebody wants the process to end.
#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()>, Error> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "the system does not tell of Ctrl-C");
        }
    })
}
