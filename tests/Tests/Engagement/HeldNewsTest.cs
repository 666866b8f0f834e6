using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement;
using Entente.Engagement.Portal;
using Entente.Engagement.Rules;
using Entente.Engagement.Write;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

/// <summary>What waits to be mailed follows what became of the announcement, and its days are days that come.</summary>
public sealed class HeldNewsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly NewsStory story = new(house);

    [Fact]
    public async Task What_was_ended_while_it_waited_is_mailed_to_nobody_and_stands_in_no_inbox()
    {
        var (partner, reader, email) = await Daily();
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)));
        var other = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)) with { Texts = [new("en", "It stays", "It stays.")] });
        await house.Work();
        (await Inbox(reader)).Count.ShouldBe(2);
        (await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.End(id, 2, "Sent too early", Ct))).Problem.ShouldBeNull();

        (await Inbox(reader)).ShouldHaveSingleItem().Headline.ShouldBe("It stays");
        await Morning();
        var mail = (await Mails(email)).ShouldHaveSingleItem("the digest, with the other one");
        mail.ShouldContain("It stays");
        mail.ShouldNotContain("Prices from June");
        (await story.View(other)).EndedAt.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_corrected_while_it_waited_is_mailed_with_its_new_words()
    {
        var (partner, reader, email) = await Daily();
        var (quiet, _, late) = await Daily(Cadence.Instant);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner, quiet)));
        await house.Work();
        var texts = new NewsText[] { new("en", "Prices from July", "A month later.") };
        (await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.Correct(id, 2, texts, "It is July", Ct))).Problem.ShouldBeNull();

        (await Inbox(reader)).ShouldHaveSingleItem().Headline.ShouldBe("Prices from July");
        await Morning();
        foreach (var to in new[] { email, late })
        {
            var mail = (await Mails(to)).ShouldHaveSingleItem();
            mail.ShouldContain("Prices from July");
            mail.ShouldNotContain("June");
        }
        (await Mails(late)).ShouldHaveSingleItem().ShouldContain("A month later.");
    }

    [Fact]
    public async Task A_reminder_is_in_the_language_that_its_reader_chose()
    {
        var (partner, reader) = await story.Partner();
        var due = house.Corvane.DayOf(house.Clock.Now).AddDays(9);
        NewsText[] both = [new("en", "Prices", "English."), new("de", "Preise", "Deutsch.")];
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)) with { Texts = both, AcknowledgeBy = due });
        await house.Work();
        (await house.Act<ReadNews, Result>(reader, r => r.Prefer(id, "de", Ct))).Ok.ShouldBeTrue();
        house.Clock.Advance(TimeSpan.FromDays(2));
        await story.Watch();

        (await story.Mails(id))
            .Where(m => m.Subject.StartsWith("Please confirm by", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .Subject.ShouldEndWith(": Preise");
    }

    [Fact]
    public async Task Who_reads_news_in_a_digest_has_it_when_the_digest_was_taken_and_has_opened_nothing()
    {
        var (partner, reader, _) = await Daily();
        var (quiet, later, _) = await Daily(Cadence.Instant);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner, quiet)));
        var other = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)) with { Texts = [new("en", "It stays", "It stays.")] });
        await house.Work();
        await story.Watch();
        (await story.Outcome(id)).All.ShouldBe(new(2, 0, 0, 0, 0), "both wait");

        await Morning();
        foreach (var one in new[] { id, other })
            (await story.Outcome(one)).All.ShouldBe(one == id ? new(2, 2, 0, 0, 0) : new(1, 1, 0, 0, 0), "known before the hourly watch");
        (await story.Recipients(id)).ShouldAllBe(r => r.DeliveredAt == null);
        await story.Watch();
        var kept = await story.Recipients(id);
        kept.Select(r => r.PersonId).ShouldBe([reader.Person!.Value, later.Person!.Value], ignoreOrder: true);
        kept.ShouldAllBe(r => r.DeliveredAt != null && r.OpenedAt == null);
    }

    [Fact]
    public async Task Its_days_are_days_that_come_and_in_their_order()
    {
        var (partner, _) = await story.Partner();
        var (now, today) = (house.Clock.Now, house.Corvane.DayOf(house.Clock.Now));
        var plain = NewsStory.Sheet(NewsStory.Named(partner));
        foreach (
            var (sheet, wrong) in new (AnnouncementSheet, string[])[]
            {
                (plain with { StartsAt = now.AddDays(9), AcknowledgeBy = today.AddDays(4) }, ["acknowledgeBy"]),
                (plain with { AcknowledgeBy = DateOnly.MaxValue }, ["acknowledgeBy"]),
                (plain with { ExpiresAt = DateTimeOffset.MaxValue }, ["expiresAt"]),
                (plain with { StartsAt = DateTimeOffset.MaxValue.AddDays(-1) }, ["startsAt"]),
            }
        )
            (await story.Publish(await story.Draft(sheet))).Problem.ShouldNotBeNull().Fields!.Keys.ShouldBe(wrong);
        var fine = plain with { StartsAt = now.AddDays(9), AcknowledgeBy = today.AddDays(9), ExpiresAt = now.AddYears(9) };
        (await story.Publish(await story.Draft(fine))).Problem.ShouldBeNull();
    }

    // Somebody whose news wait: for the daily digest, or for the end of their quiet hours.
    private async Task<(PartnerId Partner, Actor Reader, string Email)> Daily(Cadence cadence = Cadence.Daily)
    {
        var (partner, reader) = await story.Partner();
        var hours = house.Clock.Now.UtcDateTime;
        var choice = new NoticeChoice(Reach.Own, NoticeChannel.Both, cadence);
        (
            await house.Act<ChooseNotices, Result>(
                reader,
                c =>
                    c.Run(
                        new(
                            new Dictionary<string, NoticeChoice> { [NoticeEvents.Announcement.Key] = choice },
                            cadence is Cadence.Instant ? Hour(hours.AddHours(-1)) : null,
                            cadence is Cadence.Instant ? Hour(hours.AddHours(2)) : null,
                            "Etc/UTC"
                        ),
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();
        var people = await house.Act<AccessApi, IReadOnlyDictionary<PersonId, PersonCard>>(
            Actor.System(house.Corvane.Id),
            a => a.People([reader.Person!.Value], Ct)
        );
        return (partner, reader, people.Values.Single().Email);
    }

    private static string Hour(DateTime at) => at.ToString("HH':00'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task Morning()
    {
        house.Clock.Advance(TimeSpan.FromHours(26));
        await house.Work();
    }

    private async Task<IReadOnlyList<NoticeRow>> Inbox(Actor who) =>
        (await house.Act<NoticeInbox, (IReadOnlyList<NoticeRow> Rows, int Total)>(who, i => i.List(false, 0, Ct))).Rows;

    private async Task<List<string>> Mails(string to)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var found = new List<string>();
        foreach (var row in (await box.List(to, 0, 50, Ct)).Rows)
            if ((await box.Show(row.Id, Ct))!.Text is var text && (text.Contains("Prices") || text.Contains("It stays")))
                found.Add(text);
        return found;
    }
}
