using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement;
using Entente.Engagement.Tell;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

/// <summary>Nobody is told twice, and nobody is forgotten, whatever dies in the middle.</summary>
public sealed class SentOnceTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly NewsStory story = new(house);

    [Fact]
    public async Task A_run_that_dies_half_way_goes_on_behind_what_it_told()
    {
        var (kestrel, _) = await story.Partner();
        await Crowd(kestrel, TellRecipients.Lot * 2 + 40);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)));
        var people = (await story.Recipients(id)).Count;

        // One lot is committed; the second is told and dies before its save, as a killed process does.
        (await Lot(id)).ShouldBeTrue();
        await using (var dying = house.As(house.Corvane))
        {
            var db = dying.ServiceProvider.GetRequiredService<EntenteDb>();
            db.SavingChanges += (_, _) => throw new OperationCanceledException("killed");
            await Should.ThrowAsync<OperationCanceledException>(() => Tell(dying.ServiceProvider).Next(id, Ct));
        }
        (await story.Recipients(id)).Count(r => r.ToldAt is not null).ShouldBe(TellRecipients.Lot);

        var mails = await story.Mails(id);
        await story.Watch();
        await house.Work();

        mails.Count.ShouldBe(people);
        mails.Select(m => m.To).Distinct().Count().ShouldBe(people, "nobody twice");
        (await story.Mails(id)).Count.ShouldBe(people);
        (await story.Recipients(id)).ShouldAllBe(r => r.ToldAt != null);
        (await Lot(id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_workers_at_once_tell_everybody_once()
    {
        var (kestrel, _) = await story.Partner();
        await Crowd(kestrel, 30);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)));

        await Task.WhenAll(Lot(id), Lot(id), Lot(id));

        (await story.Mails(id)).Count.ShouldBe(31);
    }

    [Fact]
    public async Task Who_comes_into_the_audience_while_it_is_live_is_told_then_and_nobody_else_again()
    {
        var (kestrel, _) = await story.Partner();
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)));
        (await story.Mails(id)).Count.ShouldBe(1);
        var late = await story.Person(kestrel, $"late{kestrel.Short()}@reader.example");

        await story.Watch();
        await story.Watch();

        (await story.Mails(id)).Select(m => m.To).ShouldContain($"late{kestrel.Short()}@reader.example");
        (await story.Mails(id)).Count.ShouldBe(2);
        (await story.News(late)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_goes_through_the_one_door_what_must_be_confirmed_too()
    {
        var (kestrel, ines) = await story.Partner();
        var off = new NoticeChoice(Reach.Off, NoticeChannel.Both, Cadence.Instant);
        (
            await house.Act<ChooseNotices, Result>(
                ines,
                c =>
                    c.Run(
                        new(
                            new Dictionary<string, NoticeChoice> { ["announcement"] = off, ["announcement.asked"] = off },
                            null,
                            null,
                            null
                        ),
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();
        var today = house.Corvane.DayOf(house.Clock.Now);
        var plain = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)));
        var asked = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { AcknowledgeBy = today.AddDays(20) });

        (await story.Mails(plain)).ShouldBeEmpty("they switched news off");
        (await story.Mails(asked)).ShouldHaveSingleItem();
        (await story.News(ines)).Count.ShouldBe(2, "the portal shows both");
        NoticeEvents.Announcement.MayBeOff.ShouldBeTrue();
        NoticeEvents.AnnouncementAsked.MayBeOff.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_channel_nobody_is_mailed_and_half_get_the_other_subject()
    {
        var (kestrel, _) = await story.Partner();
        await Crowd(kestrel, 40);
        var quiet = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { ByMail = false });
        var tried = NewsStory.Sheet(NewsStory.Named(kestrel)) with { Texts = [new("en", "Prices", "Text.", "Save now")] };
        var id = await story.Out(tried);

        (await story.Mails(quiet)).ShouldBeEmpty();
        var subjects = (await story.Mails(id)).GroupBy(m => m.Subject).ToDictionary(g => g.Key, g => g.Count());
        subjects.Keys.Order().ShouldBe(["Prices", "Save now"]);
        subjects.Values.ShouldAllBe(n => n > 5);
        var outcome = await story.Outcome(id);
        outcome.Subjects.Sum(s => s.Funnel.People).ShouldBe(41);
        outcome.Subjects.Single(s => s.Key).Funnel.People.ShouldBe(subjects["Save now"]);
        outcome.All.Delivered.ShouldBe(41, "the mails were taken");
    }

    [Fact]
    public async Task Who_has_not_confirmed_is_reminded_once_seven_days_and_once_one_day_before()
    {
        var (kestrel, ines) = await story.Partner();
        var jonah = await story.Person(kestrel, $"jonah{kestrel.Short()}@reader.example");
        var due = house.Corvane.DayOf(house.Clock.Now).AddDays(20);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { AcknowledgeBy = due });
        await house.Work();
        (await story.Confirm(ines, id)).Ok.ShouldBeTrue();

        for (var day = 1; day <= 25; day++)
        {
            house.Clock.Advance(TimeSpan.FromDays(1));
            await story.Watch();
            await story.Watch();
        }

        var mails = await story.Mails(id);
        mails.Count(m => m.Subject.StartsWith("Please confirm by", StringComparison.Ordinal)).ShouldBe(2);
        mails
            .Where(m => m.Subject.StartsWith("Please confirm by", StringComparison.Ordinal))
            .ShouldAllBe(m => m.To == $"jonah{kestrel.Short()}@reader.example");
        jonah.ShouldNotBeNull();
    }

    private async Task Crowd(PartnerId partner, int many)
    {
        await using var scope = house.As(house.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        for (var n = 0; n < many; n++)
            (
                await access.AddPartnerPerson(partner, $"p{n}.{partner.Short()}@crowd.example", $"Crowd {n}", PartnerRole.Viewer, Ct)
            ).Ok.ShouldBeTrue();
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    private async Task<bool> Lot(AnnouncementId id)
    {
        await using var scope = house.As(house.Corvane);
        return await Tell(scope.ServiceProvider).Next(id, Ct);
    }

    private static TellRecipients Tell(IServiceProvider services) => services.GetRequiredService<TellRecipients>();
}
