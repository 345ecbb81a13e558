//! Whom the cluster runs as.

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use crate::Error;

/// The user for the cluster's processes and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    /// Whoever runs the tests.
    Same,
    /// The tests run as root: the user `postgres`, by its numbers.
    Postgres { user: u32, group: u32 },
}

impl User {
    /// Chooses by who owns `folder`, which this process has just made.
    pub(crate) fn choose(folder: &Path) -> Result<User, Error> {
        if fs::metadata(folder)?.uid() != 0 {
            return Ok(User::Same);
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        accounts
            .lines()
            .find_map(|line| account(line, "postgres"))
            .ok_or(Error::NoUser)
    }

    /// Gives `path` to the user.
    pub(crate) fn give(self, path: &Path) -> io::Result<()> {
        match self {
            User::Same => Ok(()),
            User::Postgres { user, group } => chown(path, Some(user), Some(group)),
        }
    }

    /// Has `command` run as the user.
    pub(crate) fn run(self, command: &mut Command) -> &mut Command {
        match self {
            User::Same => command,
            User::Postgres { user, group } => command.uid(user).gid(group),
        }
    }
}

/// Reads a line of `/etc/passwd`, `name:password:user:group:…`.
fn account(line: &str, name: &str) -> Option<User> {
    let mut fields = line.split(':');
    if fields.next()? != name {
        return None;
    }
    let user = fields.nth(1)?.parse().ok()?;
    let group = fields.next()?.parse().ok()?;
    Some(User::Postgres { user, group })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let line = "postgres:x:101:104:PostgreSQL administrator:/var/lib/postgresql:/bin/bash";
        assert_eq!(
            account(line, "postgres"),
            Some(User::Postgres {
                user: 101,
                group: 104
            })
        );
        assert_eq!(account("postgresql:x:1:1::/:", "postgres"), None);
    }
}
