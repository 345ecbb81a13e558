//! Closing the shop.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::TestShop;

#[tokio::test]
async fn a_request_that_has_begun_is_answered_and_no_new_one_is_taken() {
    let TestShop {
        running,
        client: _,
        folder: _folder,
    } = TestShop::open().await;
    let address = running.address();
    let mut connection = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/cart/add HTTP/1.1\r\nhost: shop\r\norigin: http://shop\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 25\r\n\r\nsku=KC-";
    connection.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let stopping = tokio::spawn(running.stop());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(
        TcpStream::connect(address).await.is_err(),
        "still listening"
    );
    connection.write_all(b"MUG-SEA&quantity=1").await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    stopping.await.unwrap();
}

#[tokio::test]
async fn a_connection_that_says_nothing_does_not_keep_it_open() {
    let shop = TestShop::open().await;
    shop.get("/").await;
    let _idle = TcpStream::connect(shop.running.address()).await.unwrap();
    let began = Instant::now();
    shop.running.stop().await;
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}
