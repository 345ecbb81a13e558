//! The worker: every mail once, whichever process sends it, and again where it did not work.

use std::{sync::Arc, time::Duration};

use shop::{
    Shop, StoreError,
    mail::{Letter, Post, Write, Written},
};
use tokio::sync::Notify;

use super::{Folder, Words, sender};
use crate::bench::{Bench, VISA, on_bench};

/// Pays so many orders.
async fn pay_orders(bench: &Bench, count: usize) {
    for _ in 0..count {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
    }
}

on_bench!(
    a_mail_becomes_a_file_and_its_letter_is_forgotten,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 1).await;
        assert_eq!(bench.send(&words, &folder.post()).await, 1);
        assert_eq!(bench.send(&words, &folder.post()).await, 0);
        let mails = bench.mails().await;
        let mail = &mails[0];
        assert_eq!((mail.state.as_str(), mail.letter.as_str()), ("sent", ""));
        let files = folder.files();
        assert_eq!(files.len(), 1);
        let (name, text) = &files[0];
        assert_eq!(*name, format!("{}.eml", mail.id));
        assert!(text.contains("To: ada@example.org\r\n"), "{text}");
        assert!(text.contains("Subject: order_paid\r\n"), "{text}");
        assert!(text.contains("order_paid in en"), "{text}");
    }
);

on_bench!(
    a_mail_whose_sender_died_before_saying_so_is_one_file_still,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 1).await;
        let letter = bench.mails().await[0].letter.clone();
        bench.send(&words, &folder.post()).await;
        let before = folder.files();
        sqlx::query("UPDATE mails SET state = 'waiting', sent_at = NULL, letter = $1, due_at = 0")
            .bind(letter)
            .execute(bench.store())
            .await
            .unwrap();
        bench.send(&words, &folder.post()).await;
        assert_eq!(words.written().len(), 2, "it was written again");
        assert_eq!(folder.files(), before, "to the byte");
    }
);

on_bench!(
    a_mail_that_its_taker_never_sent_waits_for_the_end_of_the_lease,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 1).await;
        // As a process leaves it that dies with the mail in its hand.
        let later = shop::clock::now() + 60_000;
        sqlx::query("UPDATE mails SET due_at = $1, attempts = 1")
            .bind(later)
            .execute(bench.store())
            .await
            .unwrap();
        assert_eq!(bench.send(&words, &folder.post()).await, 0);
        bench.let_mails_be_due().await;
        assert_eq!(bench.send(&words, &folder.post()).await, 1);
        assert_eq!(folder.files().len(), 1);
    }
);

on_bench!(
    a_mail_in_somebodys_hand_stays_there_however_long_it_takes,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 1).await;
        let (slow, post) = (Slow::default(), folder.post());
        let sending = {
            let (shop, slow, post) = (bench.shop.clone(), slow.clone(), post.clone());
            tokio::spawn(async move { shop.send_due_mails(&slow, &post).await.unwrap() })
        };
        slow.began.notified().await;
        let taken = due(&bench).await;
        let renewed = async {
            while due(&bench).await == taken {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), renewed)
            .await
            .expect("its time is moved on");
        assert_eq!(bench.send(&words, &post).await, 0);
        slow.may_end.notify_one();
        assert_eq!(sending.await.unwrap(), 1);
        assert_eq!(bench.mails().await[0].state, "sent");
        assert_eq!((words.written().len(), folder.files().len()), (0, 1));
    }
);

on_bench!(
    two_processes_share_the_mails_and_send_none_twice,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 6).await;
        let post = folder.post();
        let work = || {
            let (shop, words, post) = (bench.shop.clone(), words.clone(), post.clone());
            tokio::spawn(
                async move { while shop.send_due_mails(&words, &post).await.unwrap() > 0 {} },
            )
        };
        let workers: Vec<_> = (0..4).map(|_| work()).collect();
        for worker in workers {
            worker.await.unwrap();
        }
        // One that found everything taken by another ends early.
        bench.send(&words, &post).await;
        assert_eq!(words.written().len(), 6);
        assert_eq!(folder.files().len(), 6);
        assert!(bench.mails().await.iter().all(|mail| mail.attempts == 1));
    }
);

on_bench!(
    a_folder_that_cannot_be_written_to_delays_mails_and_loses_none,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        std::fs::write(folder.path(), "in the way").unwrap();
        pay_orders(&bench, 1).await;
        bench.send(&words, &folder.post()).await;
        assert_eq!(bench.send(&words, &folder.post()).await, 0, "it waits");
        let mail = &bench.mails().await[0];
        assert_eq!((mail.state.as_str(), mail.attempts), ("waiting", 1));
        assert!(mail.error.as_deref().unwrap().contains("mail folder"));
        std::fs::remove_file(folder.path()).unwrap();
        bench.let_mails_be_due().await;
        bench.send(&words, &folder.post()).await;
        assert_eq!(folder.files().len(), 1);
    }
);

on_bench!(
    the_pause_grows_and_ends_in_a_mail_that_is_left_to_a_person,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        std::fs::write(folder.path(), "in the way").unwrap();
        pay_orders(&bench, 1).await;
        let mut pauses = Vec::new();
        while bench.mails().await[0].state == "waiting" {
            bench.let_mails_be_due().await;
            let now = shop::clock::now();
            assert_eq!(bench.send(&words, &folder.post()).await, 1);
            pauses.push((due(&bench).await - now) / 1000);
        }
        assert_eq!(pauses[..4], [5, 10, 20, 40]);
        assert_eq!((pauses.len(), pauses[22]), (24, 4 * 60 * 60));
        let mail = &bench.mails().await[0];
        assert_eq!(mail.state, "parked");
        assert!(mail.letter.contains("order_paid"), "it can be sent yet");
    }
);

on_bench!(
    a_mail_that_nobody_can_send_does_not_hold_up_the_others,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 2).await;
        let first = bench.mails().await[0].id.clone();
        sqlx::query("UPDATE mails SET letter = 'torn' WHERE id = $1")
            .bind(&first)
            .execute(bench.store())
            .await
            .unwrap();
        bench.send(&words, &folder.post()).await;
        let states: Vec<_> = bench
            .mails()
            .await
            .into_iter()
            .map(|mail| mail.state)
            .collect();
        assert_eq!(states, ["parked", "sent"]);
        assert_eq!(folder.files().len(), 1);
    }
);

on_bench!(
    a_mail_that_ends_everybody_who_takes_it_is_left_to_a_person,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        pay_orders(&bench, 1).await;
        bench.change("UPDATE mails SET attempts = 24").await;
        bench.send(&words, &folder.post()).await;
        assert_eq!(bench.mails().await[0].state, "parked");
        assert!(words.written().is_empty(), "it was not tried again");
    }
);

on_bench!(a_recipient_cannot_add_headers_to_a_mail, |bench| async {
    let (words, folder) = (Words::default(), Folder::new());
    pay_orders(&bench, 1).await;
    sqlx::query("UPDATE mails SET recipient = $1")
        .bind("ada@example.org\r\nBcc: all@example.org")
        .execute(bench.store())
        .await
        .unwrap();
    bench.send(&words, &folder.post()).await;
    assert_eq!(bench.mails().await[0].state, "parked");
    assert_eq!(folder.files(), []);
});

on_bench!(
    neither_a_subject_nor_the_shops_name_can_add_headers,
    |bench| async {
        let words = Words {
            subject: "\r\nBcc: all@example.org\r\n\r\nbody",
            ..Words::default()
        };
        let name = "Kelp\r\nBcc: all@example.org";
        let folder = Folder::new();
        let from = shop::mail::Sender::new(name, "shop@shop.example").unwrap();
        pay_orders(&bench, 1).await;
        bench.send(&words, &Post::folder(from, folder.path())).await;
        let (_, text) = folder.files().remove(0);
        let (headers, _) = text.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = headers
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            names,
            [
                "From",
                "To",
                "Subject",
                "Date",
                "Message-ID",
                "Auto-Submitted",
                "MIME-Version",
                "Content-Type"
            ]
        );
    }
);

on_bench!(mails_are_forgotten_after_a_month, |bench| async {
    let (words, folder) = (Words::default(), Folder::new());
    pay_orders(&bench, 2).await;
    bench.send(&words, &folder.post()).await;
    let month = 30 * 24 * 60 * 60 * 1000_i64;
    let mails = bench.mails().await;
    sqlx::query("UPDATE mails SET due_at = due_at - $1 WHERE id = $2")
        .bind(month + 10 * 60 * 1000)
        .bind(&mails[0].id)
        .execute(bench.store())
        .await
        .unwrap();
    bench.reconcile().await;
    let left: Vec<_> = bench
        .mails()
        .await
        .into_iter()
        .map(|mail| mail.id)
        .collect();
    assert_eq!(left, [mails[1].id.clone()]);
});

on_bench!(
    a_worker_sends_what_is_written_down_while_it_runs_and_stops_when_told,
    |bench| async {
        let (words, folder) = (Words::default(), Folder::new());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = bench.shop.clone().run_mail_worker(
            words.clone(),
            Post::folder(sender(), folder.path()),
            async {
                let _ = stopped.await;
            },
        );
        let worker = tokio::spawn(worker);
        pay_orders(&bench, 1).await;
        for _ in 0..200 {
            if folder.files().len() == 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(folder.files().len(), 1);
        stop.send(()).unwrap();
        worker.await.unwrap();
    }
);

/// When the mail is somebody's next, in Unix milliseconds.
async fn due(bench: &Bench) -> i64 {
    sqlx::query_scalar("SELECT due_at FROM mails")
        .fetch_one(bench.store())
        .await
        .unwrap()
}

/// Writes, as slowly as the test wants.
#[derive(Clone, Default)]
struct Slow {
    began: Arc<Notify>,
    may_end: Arc<Notify>,
}

impl Write for Slow {
    async fn write(
        &self,
        shop: &Shop,
        locale: &str,
        letter: &Letter,
    ) -> Result<Written, StoreError> {
        self.began.notify_one();
        self.may_end.notified().await;
        Words::default().write(shop, locale, letter).await
    }
}
