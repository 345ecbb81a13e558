//! Handing mails over to a mail server.

use std::time::Duration;

use super::{
    Words,
    smtp_server::{Manner, Server},
};
use crate::bench::{VISA, on_bench};

fn header<'a>(data: &'a str, name: &str) -> &'a str {
    let line = data
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {data}"))
}

on_bench!(
    a_mail_server_gets_the_mail_with_all_that_belongs_to_one,
    |bench| async {
        let server = Server::open(Manner::Takes).await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.send(&Words::default(), &server.post()).await;
        let mail = &bench.mails().await[0];
        assert_eq!(mail.state, "sent");
        let delivered = server.delivered();
        assert_eq!(delivered.len(), 1);
        assert_eq!(delivered[0].from, "shop@shop.example");
        assert_eq!(delivered[0].to, "ada@example.org");
        let data = &delivered[0].data;
        // The name stands there as RFC 2047 has it.
        let name = "=?utf-8?b?S2VscCAmIENsYXk=?=";
        assert_eq!(header(data, "From"), format!("{name} <shop@shop.example>"));
        assert_eq!(header(data, "To"), "ada@example.org");
        assert_eq!(header(data, "Subject"), "order_paid");
        assert_eq!(header(data, "Auto-Submitted"), "auto-generated");
        assert_eq!(
            header(data, "Message-ID"),
            format!("<{}@shop.example>", mail.id)
        );
        assert!(header(data, "Date").ends_with("+0000"), "{data}");
        assert!(header(data, "Content-Type").starts_with("multipart/alternative;"));
        let text = data.find("Content-Type: text/plain; charset=utf-8");
        let html = data.find("Content-Type: text/html; charset=utf-8");
        assert!(text < html && text.is_some(), "the better form comes last");
        assert_eq!(data.matches("Gr=C3=BC=C3=9Fe").count(), 2, "{data}");
    }
);

on_bench!(
    a_server_that_refuses_gets_the_mail_again_later,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        let refuses = Server::open(Manner::RefusesRecipients).await;
        bench.send(&Words::default(), &refuses.post()).await;
        let mail = &bench.mails().await[0];
        assert_eq!((mail.state.as_str(), mail.attempts), ("waiting", 1));
        assert!(mail.error.as_deref().unwrap().contains("550"), "{mail:?}");
        assert_eq!(refuses.delivered(), []);
        bench.let_mails_be_due().await;
        let takes = Server::open(Manner::Takes).await;
        bench.send(&Words::default(), &takes.post()).await;
        assert_eq!(takes.delivered().len(), 1);
        let mail = &bench.mails().await[0];
        assert_eq!((mail.state.as_str(), &mail.error), ("sent", &None));
    }
);

on_bench!(
    a_server_that_is_away_gets_the_mail_when_it_is_back,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        let server = Server::open(Manner::Takes).await;
        let gone = server.post();
        drop(server);
        bench.send(&Words::default(), &gone).await;
        assert_eq!(bench.mails().await[0].state, "waiting");
        bench.let_mails_be_due().await;
        let back = Server::open(Manner::Takes).await;
        bench.send(&Words::default(), &back.post()).await;
        assert_eq!(back.delivered().len(), 1);
    }
);

on_bench!(
    a_mail_whose_answer_is_lost_is_repeated_as_the_same_mail,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        let hangs_up = Server::open(Manner::HangsUp).await;
        bench.send(&Words::default(), &hangs_up.post()).await;
        bench.let_mails_be_due().await;
        let takes = Server::open(Manner::Takes).await;
        bench.send(&Words::default(), &takes.post()).await;
        assert_eq!(hangs_up.delivered(), takes.delivered(), "to the byte");
    }
);

on_bench!(
    a_worker_that_is_stopped_finishes_the_mail_in_its_hand,
    |bench| async {
        let slow = Server::open(Manner::Ponders(Duration::from_millis(600))).await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        let worker = bench.shop.clone();
        let stop = tokio::time::sleep(Duration::from_millis(200));
        worker
            .run_mail_worker(Words::default(), slow.post(), stop)
            .await;
        assert_eq!(slow.delivered().len(), 1);
        assert_eq!(bench.mails().await[0].state, "sent");
    }
);
