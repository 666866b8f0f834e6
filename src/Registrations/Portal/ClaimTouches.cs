using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Pipeline.Credits;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>What registrations tell of partners' part in deals: who registered, whom they named beside them, meetings, proposals, updates.</summary>
internal sealed class ClaimTouches(EntenteDb db, PartnersApi partners) : ITouchSource
{
    public async Task<IReadOnlyList<FoundTouch>> Of(IReadOnlyCollection<OpportunityCard> deals, CancellationToken ct)
    {
        var wanted = deals.Select(d => (Guid?)d.Id.Value).Distinct().ToArray();
        var claims = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => wanted.Contains(r.OpportunityId))
            .Select(r => new
            {
                r.Id,
                r.Number,
                r.PartnerId,
                Deal = r.OpportunityId!.Value,
                r.ClaimedAt,
                r.NextStepAt,
                r.SecondPartner,
                r.SecondRole,
            })
            .ToListAsync(ct);
        if (claims.Count == 0)
            return [];
        var ids = claims.Select(c => c.Id).ToArray();
        var progress = await db.Set<ProgressEntry>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.RegistrationId) && p.By != null)
            .Select(p => new
            {
                p.Id,
                p.RegistrationId,
                p.Kind,
                p.At,
            })
            .ToListAsync(ct);
        var byClaim = progress.ToLookup(p => p.RegistrationId);
        var named = claims.Exists(c => c.SecondPartner is not null)
            ? (await partners.All(entering: false, ct)).ToLookup(p => p.Name, p => p.Id, StringComparer.OrdinalIgnoreCase)
            : null;
        var found = new List<FoundTouch>();
        foreach (var claim in claims)
        {
            var deal = new OpportunityId(claim.Deal);
            void Add(PartnerId who, TouchKind kind, DealRole role, DateTimeOffset at, string source, string? shown = null) =>
                found.Add(new(deal, new(who, kind, role, at, source, shown)));

            Add(
                claim.PartnerId,
                TouchKind.Registered,
                DealRole.Sourcing,
                claim.ClaimedAt,
                $"registration:{claim.Id.Value:N}",
                claim.Number
            );
            if (claim.NextStepAt is { } met)
                Add(claim.PartnerId, TouchKind.FirstMeeting, DealRole.Influence, met, $"meeting:{claim.Id.Value:N}");
            foreach (var entry in byClaim[claim.Id])
                if (Kind(entry.Kind) is { } kind)
                    Add(claim.PartnerId, kind, DealRole.Influence, entry.At, $"progress:{entry.Id.Value:N}");
            // A name that stands for two partners, or for none, is nobody's.
            if (claim.SecondPartner is { } second && named![second.Trim()].ToList() is [var other] && other != claim.PartnerId)
                Add(other, TouchKind.SecondPartner, Role(claim.SecondRole), claim.ClaimedAt, $"second:{claim.Id.Value:N}", claim.Number);
        }
        return found;
    }

    private static TouchKind? Kind(ProgressKind kind) =>
        kind switch
        {
            ProgressKind.MeetingHeld => TouchKind.Meeting,
            ProgressKind.ProposalSent => TouchKind.Proposal,
            ProgressKind.Update => TouchKind.Update,
            _ => null,
        };

    private static DealRole Role(SecondRole? role) =>
        role switch
        {
            SecondRole.Distributor => DealRole.Resale,
            SecondRole.Services => DealRole.Services,
            _ => DealRole.Influence,
        };
}

/// <summary>A partner wrote in the thread of a claim whose deal is in the CRM: a touch of the deal.</summary>
internal sealed class TouchByMessage(EntenteDb db, ThreadReader threads, CreditApi credit) : IHandle<MessageShared>
{
    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        if (what.About.Kind != RegistrationId.SubjectKind)
            return;
        var said = (await threads.Shared(what.About, what.Message, ct)).Where(m => !m.ByStaff).ToList();
        if (said.Count == 0)
            return;
        var id = new RegistrationId(what.About.Id);
        var claim = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => r.Id == id && r.OpportunityId != null)
            .Select(r => new { r.PartnerId, Deal = r.OpportunityId!.Value })
            .SingleOrDefaultAsync(ct);
        if (claim is null)
            return;
        foreach (var message in said)
            await credit.Touch(
                new(
                    new(claim.Deal),
                    new(claim.PartnerId, TouchKind.Message, DealRole.Influence, message.At, $"message:{message.Id.Value:N}")
                ),
                ct
            );
    }
}
