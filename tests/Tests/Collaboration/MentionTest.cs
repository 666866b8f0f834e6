using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Collaboration;

/// <summary>Who is named in a message is told, once; only who reads it can be named, and nobody learns who else there is.</summary>
public sealed class MentionTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task Somebody_named_is_told_once_as_named_even_where_they_only_hear_of_their_own()
    {
        var story = await TalkStory.In(house);
        var lena = await story.Colleague("Lena Brook");
        await Choose(lena, Reach.Own);
        (await story.Say(story.People.Maren, "@Lena Brook and @Ines, can you look at this?")).Problem.ShouldBeNull();
        await house.Work();
        await house.Work();

        foreach (var (who, whom) in new[] { (lena, "mate"), (story.People.Ines, story.People.InesEmail) })
        {
            var told = await Told(who);
            told.ShouldBe(["mention"], $"{who.Name} hears of it once, as named");
            (await story.Mails(whom)).Count(m => m.Text.Contains("can you look at this", StringComparison.Ordinal)).ShouldBe(1);
        }
        var line = (await story.See(story.People.Ines))!.Lines.ShouldHaveSingleItem();
        line.Names.Order().ShouldBe(["Ines", "Lena Brook"]);
    }

    [Fact]
    public async Task Nobody_is_named_who_does_not_read_it_and_the_answer_is_the_same_whether_there_is_such_a_person()
    {
        var story = await TalkStory.In(house);
        var inside = await story.Say(story.People.Maren, "@Ines Calder must not hear this", ReadBy.Internal);
        inside.Problem!.Code.ShouldBe("message.not_a_reader");
        inside.Problem!.Fields!["text"].ShouldContain("@Ines");

        var another = await story.Say(story.People.Ines, "@Jonah is of another partner", audience: null);
        var nobody = await story.Say(story.People.Ines, "@Zenon is nobody", audience: null);
        another.Problem!.Fields!["text"].Replace("Jonah", "X").ShouldBe(nobody.Problem!.Fields!["text"].Replace("Zenon", "X"));
        (await story.See(story.People.Maren))!.Total.ShouldBe(0, "nothing refused was kept");

        (await story.Say(story.People.Ines, "Write to press@Kestrel.example or @home.", audience: null)).Problem.ShouldBeNull();
        (await story.See(story.People.Ines))!.Lines.ShouldHaveSingleItem().Names.ShouldBeEmpty();
        (
            await story.Say(story.People.Ines, "Chosen", audience: null, more: m => m with { Mention = story.People.Jonah.Person })
        ).Problem!.Code.ShouldBe("message.not_a_reader", "nor by a forged choice");
    }

    [Fact]
    public async Task A_partner_names_the_manager_and_who_wrote_to_them_and_no_other_staff()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.InesSignedIn, "@Maren, is this right?", audience: null)).Problem.ShouldBeNull();
        var staff = (await story.See(story.People.Maren))!.Readers.Staff;
        var quiet = staff.FirstOrDefault(m =>
            m.Person.Id != story.People.Maren.Person && !m.Person.Name.StartsWith("Maren", StringComparison.Ordinal)
        );
        if (quiet is not null)
            (await story.Say(story.InesSignedIn, $"@{quiet.Person.Name}?", audience: null)).Problem!.Code.ShouldBe("message.not_a_reader");
        (await story.See(story.InesSignedIn))!.People.ShouldAllBe(p => p.Of != "Corvane" || p.Id == story.People.Maren.Person);
    }

    [Fact]
    public async Task By_a_link_nobody_is_named_and_nobody_given_a_task_who_has_not_written()
    {
        var story = await TalkStory.In(house);
        var (link, maren) = (story.People.Ines, story.People.Maren);
        (await story.See(link))!.People.ShouldNotContain(p => p.Id == maren.Person, "a link may be in other hands");
        (await story.Say(link, "@Maren, is this right?", audience: null)).Problem!.Code.ShouldBe("message.not_a_reader");
        (await story.AddTask(link, "Book it", maren, story.Today, null)).Problem!.Code.ShouldBe("task.owner_reads_not");

        (await story.Say(maren, "I have it here.")).Problem.ShouldBeNull();
        (await story.Say(link, "@Maren, is this right?", audience: null)).Problem.ShouldBeNull();
        (await story.AddTask(link, "Book it", maren, story.Today, null)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_colleague_named_among_staff_is_told_without_an_address_to_answer_to_and_the_partner_is_not()
    {
        var story = await TalkStory.In(house);
        var other = (await TalkStory.In(house)).People.Maren;
        (
            await story.Say(
                other,
                "Keep the margin between us.",
                ReadBy.Internal,
                more: m => m with { Mention = story.People.Maren.Person }
            )
        ).Problem.ShouldBeNull();
        await house.Work();
        (await Told(story.People.Maren)).ShouldBe(["mention"]);
        var mail = (await story.Mails("maren"))
            .Where(m => m.Text.Contains("Keep the margin", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        mail.Header("Reply-To").ShouldBeNull("an answer would be shared");
        (await story.Mails(story.People.InesEmail)).ShouldAllBe(m => !m.Text.Contains("margin", StringComparison.Ordinal));
        (await house.Act<EntenteDb, int>(story.People.Ines, db => db.Set<MessageMention>().CountAsync(Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task A_restricted_colleague_reads_is_named_and_is_given_tasks_only_where_they_were_added()
    {
        var story = await TalkStory.In(house);
        var rita = await story.Colleague("Rita Own", restricted: true);
        (await story.See(rita)).ShouldBeNull();
        (await story.Say(story.People.Maren, "@Rita Own?")).Problem!.Code.ShouldBe("message.not_a_reader");
        (await story.AddTask(story.People.Maren, "Call them", rita, story.Today)).Problem!.Code.ShouldBe("task.owner_reads_not");
        (await story.See(story.People.Maren))!.Readers.SharedWords.ShouldNotContain("Rita");
    }

    private async Task<List<string>> Told(Actor who)
    {
        var me = who.Person!.Value;
        var about = (
            await house.Act<EntenteDb, List<Notice>>(house.System(), db => db.Set<Notice>().Where(n => n.PersonId == me).ToListAsync(Ct))
        );
        return [.. about.Where(n => n.Event is "message" or "mention").Select(n => n.Event)];
    }

    private async Task Choose(Actor who, Reach reach) =>
        (
            await house.Act<ChooseNotices, Result>(
                who,
                c =>
                    c.Run(
                        new(
                            NoticeEvents.Of(MemberSide.Partner).ToDictionary(e => e.Key, _ => NoticeChoice.Usual with { Reach = reach }),
                            "",
                            "",
                            ""
                        ),
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();
}
