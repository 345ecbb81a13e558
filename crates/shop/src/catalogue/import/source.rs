//! Reading the file while telling how far it is read.

use std::io::{self, Read};

/// Calls `progress` with the bytes read so far.
pub(super) struct Counted<R, P> {
    pub(super) source: R,
    pub(super) progress: P,
    pub(super) read: u64,
}

impl<R: Read, P: FnMut(u64)> Read for Counted<R, P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read += read as u64;
        (self.progress)(self.read);
        Ok(read)
    }
}
