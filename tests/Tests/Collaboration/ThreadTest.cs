using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Collaboration;

/// <summary>Internal and shared messages are strictly apart, everybody is told before sending who will read it, and each is mailed once.</summary>
public sealed class ThreadTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task A_shared_message_is_read_on_both_sides_and_an_internal_one_not_even_counted_outside()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Among us: check the margin.", ReadBy.Internal)).Problem.ShouldBeNull();
        (await story.Say(story.People.Maren, "Can you send the plan?")).Problem.ShouldBeNull();
        (await story.Say(story.People.Ines, "Here it is.", audience: null)).Problem.ShouldBeNull();

        var inside = (await story.See(story.People.Maren))!;
        inside
            .Lines.Select(l => (l.Text, l.Internal))
            .ShouldBe([("Among us: check the margin.", true), ("Can you send the plan?", false), ("Here it is.", false)]);
        var outside = (await story.See(story.People.Ines))!;
        (outside.Total, outside.Lines.Count).ShouldBe((2, 2));
        outside.Lines.ShouldAllBe(l => !l.Internal);
        outside.New.ShouldBe(0, "whoever answers has read what stood there");
        (await story.See(story.People.Jonah)).ShouldBeNull("another partner");
        (await story.See(Actor.Guest(house.Corvane.Id))).ShouldBeNull("nobody");
        (await story.See(story.People.Maren with { Permissions = Permissions.Of(StaffRole.Marketing) })).ShouldBeNull(
            "staff who may not read registrations"
        );
    }

    [Fact]
    public async Task What_is_internal_does_not_come_out_even_where_a_query_for_a_partner_asks_for_it()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Only us.", ReadBy.Internal)).Problem.ShouldBeNull();

        var rows = await house.Act<EntenteDb, int>(story.People.Ines, db => db.Set<InternalMessage>().CountAsync(Ct));
        rows.ShouldBe(0);
        (await house.Act<EntenteDb, int>(story.People.Maren, db => db.Set<InternalMessage>().CountAsync(Ct))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_partner_cannot_write_internally_and_nobody_writes_where_they_have_no_business()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Ines, "As if internal", ReadBy.Internal)).Problem.ShouldBeNull();
        (await story.See(story.People.Ines))!.Lines.ShouldHaveSingleItem().Internal.ShouldBeFalse();

        (await story.Say(story.People.Jonah, "Let me in")).Problem!.Code.ShouldBe("thread.unknown");
        (await story.Say(Actor.Guest(house.Corvane.Id), "Let me in")).Problem!.Code.ShouldBe("thread.unknown");
        (await story.Say(story.People.Maren, "To whom?", audience: null)).Problem!.Fields!.Keys.ShouldContain("audience");
        (await story.Say(story.People.Maren, " \n ")).Problem!.Fields!.Keys.ShouldContain("text");
        (await story.Say(story.People.Maren, new string('x', PostMessage.Longest + 1))).Problem!.Fields!.Keys.ShouldContain("text");
    }

    [Fact]
    public async Task Sent_twice_it_stands_there_once_and_the_same_id_of_another_person_is_another_message()
    {
        var story = await TalkStory.In(house);
        foreach (var _ in Enumerable.Range(0, 2))
            (await story.Say(story.People.Maren, "Once", submission: "same")).Problem.ShouldBeNull();
        (await story.Say(story.People.Ines, "Mine", submission: "same")).Problem.ShouldBeNull();
        (await story.See(story.People.Maren))!.Lines.Select(l => l.Text).Order().ShouldBe(["Mine", "Once"]);
    }

    [Fact]
    public async Task The_composer_says_by_name_who_will_read_it()
    {
        var story = await TalkStory.In(house);
        var inside = (await story.See(story.People.Maren))!.Readers;
        inside.SharedWords.ShouldStartWith($"Ines Calder at {inside.PartnerName}");
        inside.InternalWords.ShouldContain($"Nobody at {inside.PartnerName}");
        var outside = (await story.See(story.People.Ines))!;
        outside.OutwardWords.ShouldBe("Corvane’s partner team");
    }

    [Fact]
    public async Task What_was_read_is_no_longer_new_for_that_person_alone()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Look at this")).Problem.ShouldBeNull();
        (await story.See(story.People.Maren))!.New.ShouldBe(0, "one's own");
        var view = (await story.See(story.People.Ines))!;
        view.New.ShouldBe(1);
        await house.Act<ThreadQuery, bool>(
            story.People.Ines,
            async q =>
            {
                await q.Read(view, Ct);
                return true;
            }
        );
        (await story.See(story.People.Ines))!.New.ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await story.Say(story.People.Maren, "And this")).Problem.ShouldBeNull();
        (await story.See(story.People.Ines))!.New.ShouldBe(1);
    }

    [Fact]
    public async Task What_comes_between_looking_and_marking_stays_new_and_whoever_answers_has_read_what_stood_there()
    {
        var story = await TalkStory.In(house);
        var ines = story.InesSignedIn;
        (await story.Say(story.People.Maren, "Seen")).Problem.ShouldBeNull();
        var view = (await story.See(ines))!;
        (await story.Say(story.People.Maren, "Came meanwhile")).Problem.ShouldBeNull();
        await house.Act<ThreadQuery, bool>(
            ines,
            async q =>
            {
                await q.Read(view, Ct);
                return true;
            }
        );
        (await story.See(ines))!.New.ShouldBe(1, "nobody has shown it to them");
        (await story.Say(ines, "My answer", audience: null)).Problem.ShouldBeNull();
        (await story.See(ines))!.New.ShouldBe(0);
        (await story.Say(story.People.Maren, "After it")).Problem.ShouldBeNull();
        (await story.See(ines))!.New.ShouldBe(1);
    }

    [Fact]
    public async Task Each_side_is_mailed_what_the_other_writes_once_with_an_address_of_its_own_to_answer_to()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Only among us", ReadBy.Internal)).Problem.ShouldBeNull();
        (await story.Say(story.People.Maren, "First question")).Problem.ShouldBeNull();
        await house.Work();
        var mail = (await story.Mails(story.People.InesEmail))
            .Where(m => m.Text.Contains("First question", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        mail.Header("Reply-To")!.ShouldStartWith("r+corvane.");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.Header("In-Reply-To").ShouldBe(mail.Header("References"));
        mail.Text.ShouldContain("/messages");
        (await story.Mails("@")).ShouldAllBe(m => !m.Text.Contains("Only among us", StringComparison.Ordinal));

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await story.Say(story.People.Ines, "The answer", audience: null)).Problem.ShouldBeNull();
        await house.Work();
        var back = (await story.Mails("maren")).Where(m => m.Text.Contains("The answer", StringComparison.Ordinal)).ShouldHaveSingleItem();
        back.Header("Reply-To")!.ShouldNotBe(mail.Header("Reply-To"));
        back.Header("References")!.ShouldStartWith(mail.Header("References")!);
        (await story.Mails(story.People.InesEmail)).ShouldAllBe(m => !m.Text.Contains("The answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partner_who_may_not_see_messages_sees_none_gets_none_and_staff_are_told_before_they_send()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Before")).Problem.ShouldBeNull();
        var owner = story.People.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        (await Hide(owner, Visibility.Hidden)).Problem.ShouldBeNull();
        try
        {
            await house.Work();
            (await story.See(story.People.Ines)).ShouldBeNull();
            (await story.Say(story.People.Ines, "Hello?")).Problem!.Code.ShouldBe("thread.unknown");
            (await story.Say(story.People.Maren, "Hello?")).Problem!.Fields!.Keys.ShouldContain("audience");
            (await story.AddTask(story.People.Maren, "For nobody", story.People.Maren, story.Today)).Problem!.Code.ShouldBe(
                "message.not_shared"
            );
            (await story.Say(story.People.Maren, "Among us", ReadBy.Internal)).Problem.ShouldBeNull();
            var told = await story.Mails(story.People.InesEmail);
            told.ShouldAllBe(m => !m.Text.Contains("Before", StringComparison.Ordinal));

            (await story.People.Approve(story.Number)).Problem.ShouldBeNull();
            story.People.LetStand();
            await house.Work();
            var since = (await story.Mails(story.People.InesEmail)).ExceptBy(told.Select(m => m.Row.Id), m => m.Row.Id).ToList();
            since.ShouldNotBeEmpty("of the registration they are still told");
            since.ShouldAllBe(m => m.Header("Reply-To") == null, "an answer would go where they see nothing");
        }
        finally
        {
            (await Hide(owner, Visibility.Visible)).Problem.ShouldBeNull();
        }
    }

    private async Task<Result<int>> Hide(Actor owner, Visibility visibility)
    {
        var word = new FieldWord(SafeObjects.Registration, ThreadPlace.MessageField, new(), visibility);
        var draft = (await house.Act<ChangeSafelist, Result<int>>(owner, s => s.Say([word], null, Ct))).Value;
        return await house.Act<PublishSafelist, Result<int>>(owner, s => s.Run(draft, null, Ct));
    }
}
