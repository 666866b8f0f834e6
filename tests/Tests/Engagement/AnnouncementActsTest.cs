using System.Text.Json;
using Entente.Access;
using Entente.Engagement;
using Entente.Engagement.Portal;
using Entente.Engagement.Reach;
using Entente.Engagement.Rules;
using Entente.Engagement.Show;
using Entente.Engagement.Write;
using Entente.Partners;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

public sealed class AnnouncementActsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly NewsStory story = new(house);

    [Fact]
    public async Task It_reaches_those_in_its_audience_with_the_reason_and_nobody_else()
    {
        var (kestrel, ines) = await story.Partner();
        var (_, other) = await story.Partner(PartnerType.Msp, PartnerTier.Elite);
        var viewer = await story.Person(kestrel, $"viewer{kestrel.Short()}@reader.example", PartnerRole.Viewer);

        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel), new AudienceRule(Facet.Role, ["Seller"])));

        var recipient = (await story.Recipients(id)).ShouldHaveSingleItem();
        recipient.PersonId.ShouldBe(ines.Person!.Value);
        recipient.Why.ShouldContain("is named and Rea Der has the role Seller.");
        (await story.News(ines)).ShouldHaveSingleItem().Title.ShouldBe("Prices from June");
        (await story.News(viewer)).ShouldBeEmpty();
        (await story.Open(other, id)).ShouldBeNull();
        (await story.Open(viewer, id)).ShouldBeNull();
        (await story.Confirm(other, id)).Problem!.Code.ShouldBe("announcement.none");
        var sought = await house.Act<ReachQuery, IReadOnlyList<Sought>>(
            story.Mila,
            async r => await r.Seek((await story.View(id)).Sheet.Audience, null, $"viewer{kestrel.Short()}", house.Clock.Now, Ct)
        );
        sought.ShouldHaveSingleItem().Why.ShouldContain("has the role Viewer, not Seller");
        sought[0].In.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_may_not_write_announcements_is_refused_every_act()
    {
        var id = await story.Draft(NewsStory.Sheet());
        var sal = story.Mila with { Permissions = Permissions.Of(StaffRole.Sales) };
        Permissions.Of(StaffRole.PartnerManager).ShouldContain(Permissions.ManageAnnouncements);

        (await story.Publish(id, sal)).Problem!.Code.ShouldBe("announcement.may_not");
        (
            await house.Act<WriteAnnouncement, Result<AnnouncementId>>(
                sal,
                w => w.Keep(id, NewsStory.Sheet(), new Dictionary<string, string>(), 1, Ct)
            )
        ).Problem!.Code.ShouldBe("announcement.may_not");
        (await house.Act<PublishAnnouncement, Result>(sal, p => p.End(id, 1, "x", Ct))).Problem!.Code.ShouldBe("announcement.may_not");
        (await house.Act<WriteAnnouncement, Result>(sal, w => w.Discard(id, 1, Ct))).Problem!.Code.ShouldBe("announcement.may_not");
    }

    [Fact]
    public async Task Of_two_who_publish_at_once_one_does()
    {
        var (kestrel, _) = await story.Partner();
        var id = await story.Draft(NewsStory.Sheet(NewsStory.Named(kestrel)));

        var both = await Task.WhenAll(story.Publish(id), story.Publish(id));

        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Code.ShouldBe("announcement.changed");
        (await story.View(id)).Versions.Count.ShouldBe(1);
        (await story.Recipients(id)).Count.ShouldBe(1);
        (
            await house.Act<WriteAnnouncement, Result<AnnouncementId>>(
                story.Mila,
                w => w.Keep(id, NewsStory.Sheet(), new Dictionary<string, string>(), 2, Ct)
            )
        ).Problem!.Code.ShouldBe("announcement.published");
    }

    [Fact]
    public async Task A_text_is_corrected_by_a_version_and_who_confirmed_which_is_told()
    {
        var (kestrel, ines) = await story.Partner();
        var jonah = await story.Person(kestrel, $"jonah{kestrel.Short()}@reader.example");
        var today = house.Corvane.DayOf(house.Clock.Now);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { AcknowledgeBy = today.AddDays(30) });
        (await story.Confirm(ines, id)).Ok.ShouldBeTrue();
        (await story.Confirm(ines, id)).Ok.ShouldBeTrue("twice is once");

        var texts = new NewsText[] { new("en", "Prices from July", "What changes for you.") };
        (
            await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.Correct(id, 2, texts, " ", Ct))
        ).Problem!.Fields!.Keys.ShouldContain("why");
        (await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.Correct(id, 2, texts, "It is July", Ct))).Problem.ShouldBeNull();

        (await story.Confirm(jonah, id, text: 1)).Problem!.Code.ShouldBe("announcement.text_changed");
        var seen = (await story.Open(jonah, id)).ShouldNotBeNull();
        seen.Text.Title.ShouldBe("Prices from July");
        seen.Corrected!.Value.Why.ShouldBe("It is July");
        (await story.Confirm(jonah, id, text: 2)).Ok.ShouldBeTrue();
        (await story.View(id)).Versions.Select(v => (v.Number, v.Confirmed)).ShouldBe([(2, 1), (1, 1)]);
        (await story.Open(ines, id))!.ConfirmedText.ShouldBe(1);
        await using var scope = house.As(house.Corvane);
        (
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<AuditEntry>()
                .CountAsync(a => a.Action == "announcement.confirmed" && a.SubjectId == id.Value, Ct)
        ).ShouldBe(2, "a confirmation is on record once");
    }

    [Fact]
    public async Task What_is_over_or_ended_is_gone_from_every_page_of_its_readers()
    {
        var (kestrel, ines) = await story.Partner();
        var expiring = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { ExpiresAt = house.Clock.Now.AddHours(1) });
        var ended = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)));
        (await story.News(ines)).Count.ShouldBe(2);

        (await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.End(ended, 2, "Sent too early", Ct))).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromHours(1));

        (await story.News(ines)).ShouldBeEmpty();
        (await story.Open(ines, expiring)).ShouldBeNull();
        (await story.Open(ines, ended)).ShouldBeNull();
        (await story.Confirm(ines, ended)).Problem!.Code.ShouldBe("announcement.none");
        (await story.View(ended)).EndedFor.ShouldBe("Sent too early");
        (await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.End(ended, 3, "Again", Ct))).Problem!.Code.ShouldBe(
            "announcement.not_published"
        );
    }

    [Fact]
    public async Task What_is_planned_goes_out_at_its_time_to_whoever_is_in_its_audience_then()
    {
        var (kestrel, ines) = await story.Partner();
        var at = house.Clock.Now.AddDays(2);
        var id = await story.Draft(NewsStory.Sheet(NewsStory.Named(kestrel)) with { StartsAt = at });
        (await story.Publish(id)).Value.ShouldBeNull();
        await house.Work();
        (await story.News(ines)).ShouldBeEmpty();
        (await story.Recipients(id)).ShouldBeEmpty();
        var late = await story.Person(kestrel, $"late{kestrel.Short()}@reader.example");

        house.Clock.Set(at);
        (await story.Mails(id)).Count.ShouldBe(2);

        (await story.News(ines)).ShouldHaveSingleItem();
        (await story.News(late)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Staff_who_see_some_partners_reach_only_those_now_and_later()
    {
        var (mine, ines) = await story.Partner(region: "Nordics");
        var (hidden, other) = await story.Partner(region: "Nordics");
        var narrow = story.Mila with { Scope = [mine], Person = Ids.New<PersonId>(house.Clock.Now) };

        var id = await story.Out(NewsStory.Sheet(new AudienceRule(Facet.Region, ["Nordics"])), narrow);

        (await story.Recipients(id)).ShouldHaveSingleItem().PartnerId.ShouldBe(mine);
        await story.Watch();
        (await story.Recipients(id)).Count.ShouldBe(1, "later it reaches no further than they see");
        (await story.News(other)).ShouldBeEmpty();
        (await story.News(ines)).ShouldHaveSingleItem();
        var wide = await story.Out(NewsStory.Sheet(NewsStory.Named(mine, hidden)));
        (await house.Act<AnnouncementQuery, AnnouncementView?>(narrow, q => q.Load(wide, Ct))).ShouldBeNull("of others they see nothing");
        var (lists, all) = (
            await house.Act<Entente.Engagement.List.AnnouncementList, IReadOnlyList<Entente.Engagement.List.AnnouncementRow>>(
                narrow,
                l => l.Load(Ct)
            ),
            await story.Outcome(wide)
        );
        lists.ShouldHaveSingleItem().Id.ShouldBe(id);
        all.All.People.ShouldBe(2);
    }

    [Fact]
    public async Task A_draft_that_is_not_ready_says_what_is_missing_where()
    {
        var (kestrel, _) = await story.Partner();
        var today = house.Corvane.DayOf(house.Clock.Now);
        var id = await story.Draft(
            new(
                [new("en", "", ""), new("de", "Preise", "")],
                new([new([NewsStory.Named(kestrel)])]),
                true,
                null,
                house.Clock.Now.AddHours(-1),
                today.AddDays(-1),
                [],
                []
            )
        );

        var refused = (await story.Publish(id)).Problem!;
        refused.Kind.ShouldBe(ProblemKind.Invalid);
        refused.Fields!.Keys.Order().ShouldBe(["acknowledgeBy", "expiresAt", "texts[0].body", "texts[0].title", "texts[1].body"]);
        (
            await story.Publish(await story.Draft(NewsStory.Sheet(NewsStory.Named(Ids.New<PartnerId>(house.Clock.Now)))))
        ).Problem!.Code.ShouldBe("announcement.nobody");
        var doubled = await house.Act<WriteAnnouncement, Result<AnnouncementId>>(
            story.Mila,
            w =>
                w.Keep(
                    null,
                    NewsStory.Sheet() with
                    {
                        Texts = [new("en", new('x', 121), "a"), new("EN", "b", "b"), new("<b>", "c", "c")],
                    },
                    new Dictionary<string, string>(),
                    null,
                    Ct
                )
        );
        doubled.Problem!.Fields!.Keys.Order().ShouldBe(["texts[0].title", "texts[1].language", "texts[2].language"]);
    }

    [Fact]
    public async Task Readers_choose_their_language_and_staff_hear_which_is_missing()
    {
        var (kestrel, ines) = await story.Partner();
        NewsText[] both = [new("en", "Prices", "English."), new("de", "Preise", "Deutsch.")];
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { Texts = both });
        (await story.Open(ines, id))!.Text.Body.ShouldBe("English.");
        (await house.Act<ReadNews, Result>(ines, r => r.Prefer(id, "fr", Ct))).Problem!.Code.ShouldBe("announcement.no_language");
        (await house.Act<ReadNews, Result>(ines, r => r.Prefer(id, "de", Ct))).Ok.ShouldBeTrue();

        (await story.Open(ines, id))!.Text.Body.ShouldBe("Deutsch.");
        (await story.Mails(await story.Out(NewsStory.Sheet(NewsStory.Named(kestrel)) with { Texts = both })))
            .ShouldHaveSingleItem()
            .Subject.ShouldBe("Preise");
        (
            await house.Act<AnnouncementQuery, IReadOnlyList<(string Language, int People)>>(
                story.Mila,
                q => q.Missing(NewsStory.Sheet(), [ines.Person!.Value], Ct)
            )
        ).ShouldBe([("de", 1)]);
    }

    [Fact]
    public async Task Hostile_words_stay_words()
    {
        var folder = Environment.GetEnvironmentVariable("ENTENTE_SUITES");
        var words = folder is null
            ? ["<script>alert(1)</script>", "‮reversed", "\0\u0007bell", "'; drop table person; --"]
            : JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder, "text", "blns.json"), Ct))!;
        var (kestrel, ines) = await story.Partner();
        var form = new AnnouncementForm
        {
            Mail = true,
            Texts =
            [
                new()
                {
                    Language = "en",
                    Title = "Hostile",
                    Body = string.Join("\n", words)[..7900],
                },
            ],
            Groups = [new() { Partners = [kestrel.Short()] }],
        };
        var unread = new Dictionary<string, string>();

        var id = await story.Out(form.Read(house.Corvane.Zone, unread));

        unread.ShouldBeEmpty();
        (await story.Mails(id)).Count.ShouldBe(1);
        (await story.Open(ines, id))
            .ShouldNotBeNull()
            .Links.Keys.ShouldAllBe(u => new Uri(u).Scheme == "https" || new Uri(u).Scheme == "http");
    }
}
