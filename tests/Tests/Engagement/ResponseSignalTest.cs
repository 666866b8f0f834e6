using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

/// <summary>That a partner's people open less of what they are told than they did is seen before they are gone.</summary>
public sealed class ResponseSignalTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_half_as_much_as_before_is_a_fall_of_fifty_and_opening_more_is_none()
    {
        var story = new NewsStory(house);
        var (falling, _) = await story.Partner();
        var (rising, _) = await story.Partner();
        var (hardlyTold, _) = await story.Partner();
        await Told(story, 4, days: -100, falling, opened: 4);
        await Told(story, 4, days: -100, rising, opened: 1);
        await Told(story, 3, days: -100, hardlyTold, opened: 3);
        await Told(story, 4, days: -50, falling, opened: 2);
        await Told(story, 4, days: -50, rising, opened: 4);
        await Told(story, 4, days: -50, hardlyTold, opened: 0);
        // Too fresh to have been read.
        await Told(story, 4, days: -1, falling, opened: 0);

        var seen = await Signals(falling, rising, hardlyTold);

        seen.Keys.ShouldBe([falling, rising], ignoreOrder: true, "three say nothing");
        (seen[falling].Value, seen[falling].Words).ShouldBe((50, "2 of 4 announcements opened in 90 days, 4 of 4 before"));
        seen[rising].Value.ShouldBe(0);
    }

    private async Task<Dictionary<PartnerId, PartnerSignal>> Signals(params PartnerId[] partners)
    {
        await using var scope = house.As(house.Corvane);
        var all = new List<PartnerSignal>();
        foreach (var source in scope.ServiceProvider.GetServices<IPartnerSignals>())
            all.AddRange(await source.Of(partners, house.Clock.Now, Ct));
        return all.Where(s => s.Kind is SignalKind.NewsLessOpened).ToDictionary(s => s.Partner);
    }

    private async Task Told(NewsStory story, int times, int days, PartnerId partner, int opened)
    {
        for (var i = 0; i < times; i++)
        {
            var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)));
            var at = house.Clock.Now.AddDays(days);
            DateTimeOffset? read = i < opened ? at.AddHours(1) : null;
            await using var scope = house.As(house.Corvane);
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Write(
                    "update announcement_recipient set delivered_at = $1, opened_at = $2 where workspace_id = $3 and announcement_id = $4",
                    Ct,
                    at.ToUniversalTime(),
                    (object?)read?.ToUniversalTime() ?? DBNull.Value,
                    house.Corvane.Id.Value,
                    id.Value
                );
        }
    }
}
