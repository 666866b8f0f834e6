using Entente.Collaboration.MailActs;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Plans.Remind;

/// <summary>What an address in a mail would tick.</summary>
/// <param name="Done">It is ticked already, or the address was used.</param>
/// <param name="Yours">Whoever got the mail ticked it, and so it stands.</param>
public sealed record TickView(
    string Plan,
    string Number,
    string Item,
    DateOnly Due,
    bool WantsEvidence,
    bool Done,
    bool Yours,
    bool Partner
);

/// <summary>
/// Ticks by the address in a mail, as the person to whom it was sent, with the rights that they have now. It works once and thirty days long; whoever left
/// or may no more ticks nothing.
/// </summary>
internal sealed class TickByMail
{
    /// <summary>In the keys of its mails; an item's turn is how often it was ticked.</summary>
    public const string Act = "plan.tick";

    private readonly MailActKeys keys;
    private readonly IServiceScopeFactory scopes;

    public TickByMail(MailActKeys keys, IServiceScopeFactory scopes) => (this.keys, this.scopes) = (keys, scopes);

    /// <summary>Changes nothing; null: the address opens nothing.</summary>
    public Task<TickView?> Look(string token, CancellationToken ct) => As(token, (_, found) => Task.FromResult<TickView?>(found.View), ct);

    public async Task<Result> Run(string token, string? evidence, CancellationToken ct) =>
        await As(
            token,
            async (services, found) =>
                found.View.Done
                    ? new Told(Refusals.NotOpen)
                    : new Told(
                        await services
                            .GetRequiredService<TickItem>()
                            .Tick(found.View.Number, found.Item.Id, found.Item.Version, evidence, ct)
                    ),
            ct
        )
            is { } told
            ? told.Result
            : Refusals.NoPart;

    private sealed record Told(Result Result);

    private sealed record Found(TickView View, PlanItem Item);

    private async Task<T?> As<T>(string token, Func<IServiceProvider, Found, Task<T?>> act, CancellationToken ct)
        where T : class
    {
        if (await keys.Open(token, ct) is not var (key, actor) || key.Act != Act)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        var (db, id) = (scope.ServiceProvider.GetRequiredService<EntenteDb>(), new PlanItemId(key.Subject));
        if (
            await db.Set<PlanItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is not { } item
            || TickItem.MayNot(actor, item.Side, item.OwnerId) is not null
            || await db.Set<ActionPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == item.PlanId, ct) is not { } plan
        )
            return null;
        var done = item.Ticks != key.Seen || item.State is not ItemState.Open || !plan.State.IsLive();
        var yours = item.State is ItemState.Done && item.DoneBy == key.Person;
        return await act(
            scope.ServiceProvider,
            new(new(plan.Title, plan.Number, item.Title, item.DueOn, item.WantsEvidence, done, yours, key.Partner is not null), item)
        );
    }
}
