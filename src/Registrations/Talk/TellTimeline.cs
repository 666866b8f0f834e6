using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Crm;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Talk;

/// <summary>
/// What is shared about a registration stands on its deal's timeline in the CRM, each message and each task that is done once: a note whose id is theirs, so that
/// writing it again changes nothing. What was said before the deal was written there follows when it is. What the partner says and does moves its last activity.
/// </summary>
internal sealed class TellTimeline(EntenteDb db, ThreadReader threads, CrmSide crm)
    : IHandle<MessageShared>,
        IHandle<SharedTaskDone>,
        IHandle<Entente.Crm.CrmWritten>
{
    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        if (what.About.Kind == RegistrationId.SubjectKind)
            await Tell(new(what.About.Id), await threads.Shared(what.About, what.Message, ct), [], ct);
    }

    public async Task Handle(SharedTaskDone what, Telling telling, CancellationToken ct)
    {
        if (what.About.Kind == RegistrationId.SubjectKind)
            await Tell(new(what.About.Id), [], await threads.Done(what.About, what.Task, ct), ct);
    }

    public async Task Handle(Entente.Crm.CrmWritten what, Telling telling, CancellationToken ct)
    {
        if (what.Subject.Kind == RegistrationId.SubjectKind && what.CrmIds.ContainsKey(ClaimWrite.DealKey(new(what.Subject.Id))))
            await Tell(new(what.Subject.Id), await threads.Shared(what.Subject, null, ct), await threads.Done(what.Subject, null, ct), ct);
    }

    private async Task Tell(RegistrationId id, IReadOnlyList<SharedWords> messages, IReadOnlyList<DoneWords> tasks, CancellationToken ct)
    {
        if (messages.Count + tasks.Count == 0)
            return;
        var registration = await db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Id == id, ct);
        await db.Lock([PartnersApi.Stirring(registration.PartnerId)], ct);
        await crm.RequestTalk(registration, messages, tasks, ct);
    }
}
