using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Watch;

/// <summary>A complaint came or was answered: the watch looks at the company that it is about.</summary>
[JobName("conflicts.complaint")]
internal sealed record LookAtComplaint(ComplaintId Complaint);

/// <summary>A claim's protection is over: whoever else wants the company may find its prices held.</summary>
[JobName("conflicts.claim_over")]
internal sealed record LookAtEnded(RegistrationId Registration);

/// <summary>In jobs of their own: what they change about a case waits for whoever has the case in hand.</summary>
internal sealed class HearOfComplaints(EntenteDb db, Docket docket, TimeProvider clock)
    : IHandle<ComplaintMade>,
        IHandle<ComplaintAnswered>,
        IHandle<RegistrationExpired>,
        IJob<LookAtComplaint>,
        IJob<LookAtEnded>
{
    public Task Handle(ComplaintMade what, Telling telling, CancellationToken ct) => Look(what.Complaint);

    public Task Handle(ComplaintAnswered what, Telling telling, CancellationToken ct) => Look(what.Complaint);

    public Task Handle(RegistrationExpired what, Telling telling, CancellationToken ct)
    {
        db.Enqueue(new LookAtEnded(what.Registration));
        return Task.CompletedTask;
    }

    public async Task<JobOutcome> Run(LookAtComplaint payload, CancellationToken ct)
    {
        await using var held = await db.Hold([CaseDesk.WatchKey], ct);
        if (await db.Set<Complaint>().AsNoTracking().SingleAsync(c => c.Id == payload.Complaint, ct) is not { Registration: { } about } one)
            return JobOutcome.Done;
        var now = clock.GetUtcNow();
        if (one.Upheld is { } upheld)
            await Note(one, upheld, now, ct);
        await docket.Look([new(about)], [], [], now, ct);
        await db.SaveChangesAsync(ct);
        await docket.CloseEmpty(now, ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }

    public async Task<JobOutcome> Run(LookAtEnded payload, CancellationToken ct)
    {
        await using var held = await db.Hold([CaseDesk.WatchKey], ct);
        await docket.Look([payload.Registration], [], [], clock.GetUtcNow(), ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }

    private Task Look(ComplaintId complaint)
    {
        db.Enqueue(new LookAtComplaint(complaint));
        return Task.CompletedTask;
    }

    // The case that it is a signal of, while it is open, has the answer in its history, once.
    private async Task Note(Complaint one, bool upheld, DateTimeOffset now, CancellationToken ct)
    {
        var key = ComplaintSignals.Key(one.Id.Value);
        var of = await db.Set<ConflictCase>()
            .Include(c => c.Steps)
            .SingleOrDefaultAsync(c => c.Status != CaseStatus.Resolved && c.Signals.Any(s => s.Key == key), ct);
        of?.HearAnswer(one.Number, upheld, one.Reply!, one.AnsweredBy, now);
    }
}
