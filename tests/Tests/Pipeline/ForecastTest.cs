using Entente.Crm.Mapping;
using Entente.Pipeline;
using Entente.Pipeline.Forecasts;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Forecasts;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

public sealed class ForecastTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House House => web.House;

    private Actor System => Actor.System(web.Corvane.Id);

    [Fact]
    public async Task A_quarter_is_what_is_won_in_it_and_what_is_to_close_in_it_with_partners()
    {
        var now = Quarter.Of(DateOnly.FromDateTime(House.Clock.Now.UtcDateTime));
        var (inIt, later) = (now.Last, now.Next.First);
        await Deal("f-1", "reseller", 100_000_00, EntenteStage.Commitment, 80, inIt);
        await Deal("f-2", "reseller", 40_000_00, EntenteStage.Discovery, 20, inIt);
        await Deal("f-3", "services", 60_000_00, EntenteStage.Evaluation, 50, inIt);
        await Deal("f-4", "services", 500_000_00, EntenteStage.Commitment, 90, later);
        await House.Apply(web.Corvane, House.Connection(), House.Deal("f-5", "Direct") with { CloseDate = inIt });
        var connection = House.Connection();
        await Deal("f-6", "services", 30_000_00, EntenteStage.Commitment, 90, inIt, connection);
        await House.Apply(
            web.Corvane,
            connection,
            House.Deal("f-6") with
            {
                Stage = DealStory.Won with { Means = EntenteStage.Won },
                Amount = new Money(30_000_00, "EUR"),
                CloseDate = DateOnly.FromDateTime(House.Clock.Now.UtcDateTime),
                ModifiedAt = House.Clock.Now.AddMinutes(1),
            }
        );

        var view = await House.Act<ForecastQuery, ForecastView>(System, q => q.Load(null, ForecastBy.Motion, Ct));

        var total = view.Total.Single();
        (total.Deals, total.Won, total.Commit, total.Weighted, total.Best).ShouldBe(
            (4, 30_000_00, 130_000_00, 30_000_00 + 80_000_00 + 8_000_00 + 30_000_00, 30_000_00 + 200_000_00)
        );
        view.Groups.Select(g => g.Key).ShouldBe(["reseller", "services"]);
        view.Groups.Sum(g => g.Sums.Single().Weighted).ShouldBe(total.Weighted);
        (await House.Act<ForecastQuery, ForecastView>(System, q => q.Load(now.Next, ForecastBy.Region, Ct)))
            .Groups.Single()
            .Name.ShouldBe("UK & Ireland");
        (
            await House.Act<ForecastQuery, ForecastView>(Actor.System(web.Other.Id), q => q.Load(null, ForecastBy.Motion, Ct))
        ).Total.ShouldBeEmpty();

        var maren = await web.Owner();
        var page = await maren.Open("/w/corvane/forecast?by=partner");
        page.Words.ShouldContain("4 deals with partners");
        page.Words.ShouldContain("Partner f-1");
        (await maren.Open("/w/corvane/forecast?quarter=nonsense&by=weather")).Words.ShouldContain(now.Words);
        (await maren.Open("/w/corvane/forecast?quarter=2031-Q1")).Words.ShouldContain("Nothing to forecast");

        await Snapshot();
        await Snapshot();
        (await Count()).ShouldBe(3 + 2, "this quarter: all, resellers, services; the next: all, services; once a week");
    }

    [Fact]
    public async Task Partners_and_who_may_not_read_the_pipeline_see_no_forecast()
    {
        var partner = await House.Made(web.Corvane, "Forecast Outside");
        var ines = await web.PartnerPerson(partner, email: "ines@forecast-outside.example");
        var mia = await web.Staff(Entente.Access.StaffRole.Marketing, "mia.forecast@corvane.example", "Mia Okafor");

        (await ines.Get("/w/corvane/forecast")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await mia.Get("/w/corvane/forecast")).Status.ShouldBe(StatusCodes.Status403Forbidden);
    }

    private async Task Deal(
        string id,
        string motion,
        long amount,
        EntenteStage means,
        int chance,
        DateOnly close,
        Entente.Crm.CrmConnectionId? of = null
    )
    {
        var connection = of ?? House.Connection();
        var partner = await House.Made(web.Corvane, $"Partner {id}");
        var stage = new DealStage("s-" + means, means.ToString(), (int)means + 1, 5, new Percent(chance), OpportunityState.Open)
        {
            Means = means,
        };
        await House.Apply(
            web.Corvane,
            connection,
            House.Deal(id, "Deal " + id) with
            {
                Stage = stage,
                Amount = new Money(amount, "EUR"),
                CloseDate = close,
            }
        );
        await House.Link(web.Corvane, new(connection, id, "", null, null, partner, Motion: motion));
    }

    private async Task Snapshot()
    {
        await using var scope = House.As(System);
        await ActivatorUtilities.CreateInstance<TakeSnapshots>(scope.ServiceProvider).Run(House.Clock.Now, Ct);
    }

    private async Task<int> Count()
    {
        await using var scope = House.As(System);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<ForecastSnapshot>().CountAsync(Ct);
    }
}
