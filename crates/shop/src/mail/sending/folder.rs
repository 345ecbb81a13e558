//! Mails as files, for shops that have no mail server yet and for tests.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use super::SendError;

/// Writes `<id>.eml`: first under another name, so that a file with its name is a whole mail. Only the shop's user may read
/// it, because mails hold links that open accounts.
pub(super) async fn keep(folder: &Path, id: &str, mail: Vec<u8>) -> Result<(), SendError> {
    let (folder, id) = (folder.to_owned(), id.to_owned());
    let written = tokio::task::spawn_blocking(move || write(&folder, &id, &mail)).await;
    Ok(written.map_err(io::Error::other)??)
}

fn write(folder: &Path, id: &str, mail: &[u8]) -> io::Result<()> {
    make(folder)?;
    let unfinished = folder.join(format!(".{id}.tmp"));
    let mut file = open(&unfinished)?;
    file.write_all(mail)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, folder.join(format!("{id}.eml")))?;
    // The name too has to be there after a power cut: the store is about to say that it is.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
