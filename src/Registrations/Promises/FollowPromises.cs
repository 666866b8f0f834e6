using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

/// <summary>
/// Makes the promise to a referral when its approval is told, so that one that was undone promised nothing, and follows what keeps promises or ends
/// them. Each first takes the lock that acts on the registration take.
/// </summary>
internal sealed class FollowPromises(EntenteDb db, PromiseBook book, PartnersApi partners)
    : IHandle<RegistrationApproved>,
        IHandle<RegistrationConverted>,
        IHandle<RegistrationWithdrawn>,
        IHandle<RegistrationExpired>,
        IHandle<DealWon>,
        IHandle<DealLost>
{
    public async Task Handle(RegistrationApproved what, Telling telling, CancellationToken ct)
    {
        var registration = await Take(what.Registration, ct);
        if (await partners.Get(registration.PartnerId, ct) is not { } partner || !WorkingPromises.IsReferral(partner.Type.Motion()))
            return;
        // The claim may have ended before this was heard.
        if (registration.State.Stands(registration.Protection))
            await book.OfReferral(registration, Converted(registration, telling), telling.At, ct);
    }

    public async Task Handle(RegistrationConverted what, Telling telling, CancellationToken ct)
    {
        var registration = await Take(what.Registration, ct);
        await book.Did(what.Registration, PromiseKind.Opportunity, Converted(registration, telling) ?? telling.At, ct);
    }

    public async Task Handle(RegistrationWithdrawn what, Telling telling, CancellationToken ct)
    {
        await Take(what.Registration, ct);
        await book.End(what.Registration, telling.At, ct);
    }

    // A deal that is bound runs on when its protection is over, and so do the promises on it.
    public async Task Handle(RegistrationExpired what, Telling telling, CancellationToken ct)
    {
        var registration = await Take(what.Registration, ct);
        if (!registration.State.Stands(registration.Protection))
            await book.End(what.Registration, telling.At, ct);
    }

    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => EndOf(what.Opportunity, telling, ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => EndOf(what.Opportunity, telling, ct);

    private async Task EndOf(OpportunityId opportunity, Telling telling, CancellationToken ct)
    {
        var bound = await db.Set<Registration>().Where(r => r.OpportunityId == opportunity.Value).Select(r => r.Id).ToListAsync(ct);
        await db.Lock(bound.Select(Key), ct);
        foreach (var claim in bound)
            await book.End(claim, telling.At, ct);
    }

    private async Task<Registration> Take(RegistrationId claim, CancellationToken ct)
    {
        await db.Lock([Key(claim)], ct);
        return await db.Set<Registration>().AsNoTracking().Include(r => r.Steps).SingleAsync(r => r.Id == claim, ct);
    }

    // While a change is in review the history does not say that the deal is there yet; the deal does.
    private static DateTimeOffset? Converted(Registration registration, Telling telling) =>
        registration
            .Steps.Where(s => s.To is RegistrationState.Converted && s.From is not RegistrationState.Converted)
            .Min(s => (DateTimeOffset?)s.At)
        ?? (registration.CrmDealId is null ? null : telling.At);

    internal static string Key(RegistrationId claim) => $"registration:{claim.Value:N}";
}

/// <summary>Somebody of the vendor wrote to the partner about the registration or its deal: that is the word after a meeting.</summary>
internal sealed class FollowUpByMessage(EntenteDb db, PromiseBook book, ThreadReader threads) : IHandle<MessageShared>
{
    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        if (what.About.Kind is not (RegistrationId.SubjectKind or PipelineApi.SubjectKind))
            return;
        var (claimed, deal) = (new RegistrationId(what.About.Id), what.About.Id);
        foreach (var message in (await threads.Shared(what.About, what.Message, ct)).Where(m => m.ByStaff))
        {
            var claims = await (
                what.About.Kind == RegistrationId.SubjectKind
                    ? db.Set<Registration>().Where(r => r.Id == claimed)
                    : db.Set<Registration>().Where(r => r.OpportunityId == deal && r.PartnerId == message.With)
            )
                .Select(r => r.Id)
                .ToListAsync(ct);
            await db.Lock(claims.Select(FollowPromises.Key), ct);
            foreach (var claim in claims)
                await book.Did(claim, PromiseKind.FollowUp, message.At, ct);
        }
    }
}
