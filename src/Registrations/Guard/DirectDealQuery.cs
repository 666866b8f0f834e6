using System.Linq.Expressions;
using Entente.Access;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Guard;

/// <summary>Why a deal went direct, as staff read it. Never for outsiders.</summary>
/// <param name="AskedAt">Null while the deal is only now seen in the panel and nobody was asked yet.</param>
/// <param name="MayAnswer">Whether whoever looks may answer it now.</param>
public sealed record DirectDealCard(
    OpportunityId Deal,
    string DealName,
    string? Owner,
    PersonId? OwnerPerson,
    RegistrationId Claim,
    string ClaimNumber,
    PartnerId Partner,
    string PartnerName,
    string Company,
    DateTimeOffset? ProtectedUntil,
    DateTimeOffset? AskedAt,
    DateTimeOffset? DueAt,
    DirectDealState State,
    string? Reason,
    string? Words,
    string? AnsweredBy,
    DateTimeOffset? EndedAt,
    bool MayAnswer
)
{
    /// <summary>Somebody must still answer.</summary>
    public bool IsOpen => State is DirectDealState.Open;
}

/// <summary>Reads questions about direct deals for whoever of the vendor looks.</summary>
internal sealed class DirectDealQuery(EntenteDb db, PipelineApi pipeline, PartnersApi partners, AccessApi access, Actor actor)
{
    private const int Most = 200;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<DirectDealCard>> Load(Expression<Func<DirectDealQuestion, bool>> which, CancellationToken ct)
    {
        var rows = await db.Set<DirectDealQuestion>()
            .AsNoTracking()
            .Where(which)
            .OrderByDescending(q => q.AskedAt)
            .ThenBy(q => q.Id)
            .Take(Most)
            .ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(q => q.RegistrationId).Distinct().ToArray();
        var claims = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => ids.Contains(r.Id))
            .Select(r => new
            {
                r.Id,
                r.Number,
                r.PartnerId,
                r.Company,
                r.ProtectedUntil,
            })
            .ToDictionaryAsync(r => r.Id, ct);
        var deals = await pipeline.Cards([.. rows.Select(q => new OpportunityId(q.OpportunityId))], ct);
        var names = await partners.Cards([.. claims.Values.Select(c => c.PartnerId).Distinct()], ct);
        var people = await access.People([.. rows.Select(q => q.AnsweredBy).OfType<PersonId>()], ct);
        return
        [
            .. rows.Where(q => claims.ContainsKey(q.RegistrationId))
                .Select(q =>
                {
                    var claim = claims[q.RegistrationId];
                    var deal = deals.GetValueOrDefault(new(q.OpportunityId));
                    // Between two looks of the watch a deal may have been closed: nobody is asked about it any more.
                    var state = q.State is DirectDealState.Open && !StillDirect(deal) ? DirectDealState.Lapsed : q.State;
                    return new DirectDealCard(
                        new(q.OpportunityId),
                        deal?.Name ?? "A deal",
                        deal?.Owner?.Name,
                        deal?.Owner?.Person,
                        q.RegistrationId,
                        claim.Number,
                        claim.PartnerId,
                        names.GetValueOrDefault(claim.PartnerId)?.Name ?? "A partner",
                        claim.Company,
                        claim.ProtectedUntil,
                        q.AskedAt,
                        q.DueAt,
                        state,
                        q.Reason?.Sentence(),
                        q.Words,
                        q.AnsweredBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
                        q.EndedAt,
                        state is DirectDealState.Open && May(deal)
                    );
                }),
        ];
    }

    /// <summary>Whether whoever acts may say why this deal goes direct.</summary>
    public bool May(OpportunityCard? deal) =>
        actor.Kind is ActorKind.Staff
        && DirectDeals.MayAnswer(
            actor.Person?.Value,
            deal?.Owner?.Person?.Value,
            actor.May(Permissions.DecideRegistrations),
            actor.May(Permissions.SubmitRegistrations)
        );

    /// <summary>Open, and no partner has a part in it.</summary>
    public static bool StillDirect(OpportunityCard? deal) => deal is { State: OpportunityState.Open, Gone: false, IsDirect: true };
}
