//! A mail server of a few lines: it takes mails, or refuses them, or takes its time.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use shop::mail::{Post, Smtp};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::sender;

/// A mail as the server took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delivered {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) data: String,
}

/// What the server does with mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Takes,
    /// Once it has the mail, it thinks for that long before it says so.
    Ponders(Duration),
    /// Has it, and breaks the line before it says so.
    HangsUp,
    RefusesRecipients,
}

/// A server that listens until it is dropped.
pub(super) struct Server {
    port: u16,
    delivered: Arc<Mutex<Vec<Delivered>>>,
    listening: tokio::task::JoinHandle<()>,
}

impl Server {
    pub(super) async fn open(manner: Manner) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let delivered = Arc::<Mutex<Vec<Delivered>>>::default();
        let kept = delivered.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = kept.clone();
                // A client that goes away in between is none of the server's business.
                tokio::spawn(async move { converse(stream, manner, &kept).await.ok() });
            }
        });
        Server {
            port,
            delivered,
            listening,
        }
    }

    pub(super) fn post(&self) -> Post {
        let server = Smtp::parse(&format!("smtp://127.0.0.1:{}", self.port)).unwrap();
        Post::smtp(sender(), server)
    }

    pub(super) fn delivered(&self) -> Vec<Delivered> {
        self.delivered.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn converse(
    stream: TcpStream,
    manner: Manner,
    kept: &Mutex<Vec<Delivered>>,
) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), String::new());
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default();
        let answer: &[u8] = match verb {
            "EHLO" => b"250-mail.example\r\n250 8BITMIME\r\n",
            "MAIL" => {
                from = between_angles(&line);
                b"250 ok\r\n"
            }
            "RCPT" if manner == Manner::RefusesRecipients => {
                b"550 5.1.1 <ada@example.org>: no such mailbox\r\n"
            }
            "RCPT" => {
                to = between_angles(&line);
                b"250 ok\r\n"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                let (from, to) = (from.clone(), to.clone());
                kept.lock().unwrap().push(Delivered { from, to, data });
                match manner {
                    Manner::Ponders(time) => tokio::time::sleep(time).await,
                    Manner::HangsUp => return Ok(()),
                    Manner::Takes | Manner::RefusesRecipients => {}
                }
                b"250 taken\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

fn between_angles(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap();
    rest.split('>').next().unwrap().to_owned()
}
