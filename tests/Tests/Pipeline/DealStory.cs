using Entente.Crm;
using Entente.Pipeline;
using Entente.Pipeline.Apply;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

/// <summary>Deals as a CRM would send them.</summary>
internal static class DealStory
{
    public static readonly DealStage Qualification = new("qual", "Qualification", 2, 5, new Percent(40), OpportunityState.Open);
    public static readonly DealStage Quote = new("quote", "Configure & Quote", 3, 5, new Percent(60), OpportunityState.Open);
    public static readonly DealStage Won = new("won", "Closed won", 0, 5, Percent.Hundred, OpportunityState.Won);
    public static readonly DealStage Lost = new("lost", "Closed lost", 0, 5, new Percent(0), OpportunityState.Lost);

    public static DealRecord Deal(this House house, string crmId, string name = "Oakhaven Media", AccountId? account = null) =>
        new(
            crmId,
            name,
            account,
            Qualification,
            new Money(61_500_00, "EUR"),
            new DateOnly(2026, 5, 29),
            new DealOwner("7", "Tess Calder"),
            "Send the quote",
            house.Clock.Now.AddDays(-3),
            house.Clock.Now
        );

    /// <summary>As the sync does it: stage what the page of records says, save once.</summary>
    public static async Task<int> Apply(this House house, WorkspaceCard workspace, CrmConnectionId connection, params DealRecord[] records)
    {
        await using var scope = house.As(Actor.System(workspace.Id, Channel.Crm));
        var taken = await ActivatorUtilities.CreateInstance<ApplyDeals>(scope.ServiceProvider).Stage(connection, records, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return taken;
    }

    public static async Task<OpportunityId> Link(this House house, WorkspaceCard workspace, DealLink link)
    {
        await using var scope = house.As(workspace);
        var id = await scope.ServiceProvider.GetRequiredService<PipelineApi>().Link(link, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return id;
    }

    public static Task<TResult> Ask<TResult>(this House house, Actor actor, Func<PipelineApi, Task<TResult>> ask) => house.Act(actor, ask);

    public static Task<TResult> Ask<TResult>(this House house, WorkspaceCard workspace, Func<PipelineApi, Task<TResult>> ask) =>
        house.Act(Actor.System(workspace.Id), ask);

    public static CrmConnectionId Connection(this House house) => Ids.New<CrmConnectionId>(house.Clock.Now);

    public static AccountId Account(this House house) => Ids.New<AccountId>(house.Clock.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
