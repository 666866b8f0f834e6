using Entente.Crm.Mapping;
using Entente.Engagement.Portal;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

/// <summary>An announcement for deals that are sold so, in such a stage, stands in the room of those deals, for its recipients alone.</summary>
public sealed class NewsOnDealTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly NewsStory news = new(web.House);

    [Fact]
    public async Task It_is_found_by_motion_and_stage_by_whom_it_was_sent_to()
    {
        var (partner, reader) = await news.Partner();
        var (_, stranger) = await news.Partner();
        var plain = NewsStory.Sheet(NewsStory.Named(partner));
        await news.Out(plain);
        await news.Out(Titled(plain, "For resellers") with { Motions = ["reseller"] });
        await news.Out(Titled(plain, "While quoting") with { Stages = ["Quote"] });
        await news.Out(Titled(plain, "Referrals that quote") with { Motions = ["referral"], Stages = ["Quote"] });
        var ends = web.House.Clock.Now.AddHours(2);
        await news.Out(Titled(plain, "Soon over") with { Motions = ["reseller"], ExpiresAt = ends });
        await web.House.Work();

        (await On(reader, "reseller", "Quote")).ShouldBe(["For resellers", "While quoting", "Soon over"], ignoreOrder: true);
        (await On(reader, "referral", "Quote")).ShouldBe(["While quoting", "Referrals that quote"], ignoreOrder: true);
        (await On(reader, "referral", "Qualify")).ShouldBeEmpty();
        (await On(reader, "reseller", null)).ShouldBe(["For resellers", "Soon over"], ignoreOrder: true);
        (await On(stranger, "reseller", "Quote")).ShouldBeEmpty("who was not sent it");
        web.House.Clock.Advance(TimeSpan.FromHours(3));
        (await On(reader, "reseller", null)).ShouldBe(["For resellers"]);
    }

    [Fact]
    public async Task It_stands_in_the_room_of_a_deal_that_is_sold_so()
    {
        var story = await RegistrationStory.In(web.House);
        var plain = NewsStory.Sheet(NewsStory.Named(story.Kestrel));
        await news.Out(Titled(plain, "Reseller rebate") with { Motions = ["reseller"] });
        await news.Out(Titled(plain, "Referral bonus") with { Motions = ["referral"] });
        await web.House.Work();
        var with = await story.Submitted(story.Ines, "Room With News");
        var without = await story.Submitted(story.Ines, "Room Without A Deal");
        var connection = web.House.Connection();
        await web.House.Apply(web.Corvane, connection, web.House.Deal("news-room"));
        var claim = (await story.Load(with)).Id;
        var deal = await web.House.Link(
            web.Corvane,
            new(
                connection,
                "news-room",
                "",
                null,
                null,
                story.Kestrel,
                Registration: claim.Value,
                RegistrationNumber: with,
                Motion: "reseller"
            )
        );
        await web.House.Act<EntenteDb, int>(
            Actor.System(web.Corvane.Id),
            async db =>
            {
                (await db.Set<Registration>().SingleAsync(r => r.Id == claim, Ct)).Follow(deal.Value, "news-room");
                return await db.SaveChangesAsync(Ct);
            }
        );

        using var ines = await web.SignIn(story.InesEmail);
        var room = await ines.Open($"/w/corvane/portal/deals/{with}");
        room.Words.ShouldContain("Reseller rebate");
        room.Words.ShouldNotContain("Referral bonus");
        (await ines.Open($"/w/corvane/portal/deals/{without}")).Words.ShouldNotContain("Reseller rebate");
    }

    private static AnnouncementSheet Titled(AnnouncementSheet sheet, string title) =>
        sheet with
        {
            Texts = [new("en", title, "What to do.")],
        };

    private async Task<List<string>> On(Actor reader, string motion, string? stage) =>
        [.. (await web.House.Act<NewsQuery, IReadOnlyList<NewsLine>>(reader, q => q.OnDeal(motion, stage, Ct))).Select(l => l.Title)];
}
