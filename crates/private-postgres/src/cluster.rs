//! A running cluster.

use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use url::Url;

use crate::{Error, programs, user::User};

/// How long a start may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Where the cluster's folder goes. A socket's path has to be short (103 bytes on macOS), and the user `postgres` may not be
/// able to enter the temporary folder that the environment names.
const PLACE: &str = "/tmp";

/// Starts the server that its arguments name, waits for the end of its input, which comes when the process that holds the
/// other end is gone, and cleans up. `$0` is the folder.
const WATCH: &str = r#"
"$@" &
server=$!
read -r _
kill -QUIT "$server"
wait "$server"
cd /
rm -rf "$0"
"#;

/// A cluster that lives as long as this value, or as this process where it is in a static.
#[derive(Debug)]
pub(crate) struct Cluster {
    folder: PathBuf,
    /// Closed by the system when this process ends, however it ends.
    _lifeline: ChildStdin,
}

impl Cluster {
    /// Makes and starts a cluster.
    pub(crate) fn start() -> Result<Cluster, Error> {
        let programs = programs::folder().ok_or(Error::NoPrograms)?;
        // The watching shell removes the folder, not this process, which may be killed.
        let folder = tempfile::Builder::new()
            .prefix("till-pg-")
            .tempdir_in(PLACE)?
            .keep();
        let user = User::choose(&folder)?;
        user.give(&folder)?;
        if let Err(error) = make(&programs.join("initdb"), &folder, user) {
            fs::remove_dir_all(&folder)?;
            return Err(error);
        }
        run(&programs.join("postgres"), &folder, user)
    }

    /// Address of one of its databases.
    pub(crate) fn address(&self, database: &str) -> String {
        let mut url = Url::parse("postgres://postgres@localhost").expect("a constant address");
        url.set_path(database);
        url.query_pairs_mut()
            .append_pair("host", &self.folder.to_string_lossy());
        url.into()
    }
}

fn make(initdb: &Path, folder: &Path, user: User) -> Result<(), Error> {
    let output = user
        .run(&mut Command::new(initdb))
        .current_dir(folder)
        .arg("--pgdata")
        .arg(folder.join("data"))
        .args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        ])
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Error::Failed {
        program: initdb.to_owned(),
        said,
    })
}

fn run(postgres: &Path, folder: &Path, user: User) -> Result<Cluster, Error> {
    let data = folder.join("data");
    let log = folder.join("log");
    let output = File::create(&log)?;
    let mut shell = Command::new("/bin/sh");
    shell
        .arg("-c")
        .arg(WATCH)
        .arg(folder)
        .arg(postgres)
        .arg("-D")
        .arg(&data)
        .arg("-k")
        .arg(folder);
    for setting in [
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "shared_buffers=16MB",
        "max_connections=200",
    ] {
        shell.arg("-c").arg(setting);
    }
    let mut watch = user
        .run(&mut shell)
        .current_dir(folder)
        // A group of its own, so that Ctrl-C in the terminal ends the tests and leaves the cleaning up alone.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()?;
    let lifeline = watch.stdin.take();
    match lifeline {
        Some(lifeline) if is_ready(&mut watch, &data.join("postmaster.pid"), &log)? => {
            Ok(Cluster {
                folder: folder.to_owned(),
                _lifeline: lifeline,
            })
        }
        _ => {
            let said = fs::read_to_string(&log).unwrap_or_default();
            Err(Error::Failed {
                program: postgres.to_owned(),
                said,
            })
        }
    }
}

/// Waits until the server has written that it takes connections, as PostgreSQL's own `pg_ctl` does; `false` when it will not.
fn is_ready(watch: &mut Child, status: &Path, log: &Path) -> Result<bool, Error> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        let lines = fs::read_to_string(status).unwrap_or_default();
        if lines
            .lines()
            .nth(7)
            .is_some_and(|line| line.trim_end() == "ready")
        {
            return Ok(true);
        }
        let gave_up = fs::read_to_string(log)
            .unwrap_or_default()
            .contains("FATAL");
        if gave_up || watch.try_wait()?.is_some() {
            return Ok(false);
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(false)
}
