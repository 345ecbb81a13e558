//! `till sandbox`: the stand-in of Stripe alone, and what is said to one that runs.

use stripe_sandbox::command::{self, Arguments};

use crate::{config::Config, serve::sandbox_config};

pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let defaults = sandbox_config(config.sandbox, &config.shop.name);
    Ok(command::run(arguments, defaults).await?)
}
