using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Mails;

/// <summary>Tells the partner what happened: one mail for each event, in the words of the registration's present state.</summary>
internal sealed class TellPartner(EntenteDb db, PartnerMails mails, ClaimWorld world)
    : IHandle<RegistrationSubmitted>,
        IHandle<RegistrationApproved>,
        IHandle<RegistrationDeclined>,
        IHandle<RegistrationRejected>,
        IHandle<RegistrationInfoRequested>,
        IHandle<RegistrationWithdrawn>,
        IHandle<RegistrationExpired>,
        IHandle<RegistrationReopened>,
        IHandle<RegistrationChangeRefused>,
        IHandle<RegistrationExtended>,
        IHandle<RegistrationShortened>,
        IHandle<RegistrationExtensionRefused>,
        IHandle<RegistrationAppealed>,
        IHandle<RegistrationAppealAnswered>
{
    public async Task Handle(RegistrationSubmitted what, Telling telling, CancellationToken ct) =>
        // A row of a file is acknowledged on the file's page: hundreds of mails at once would hide what matters.
        await Send(
            what.Registration,
            async r => ImportMapping.IsRow(r.SubmissionId) ? null : MailTexts.Acknowledged(r, await mails.Zone(ct)),
            ct
        );

    public async Task Handle(RegistrationApproved what, Telling telling, CancellationToken ct) =>
        await Send(what.Registration, async r => r.ProtectedUntil is null ? null : MailTexts.Approved(r, await mails.Zone(ct)), ct);

    public Task Handle(RegistrationDeclined what, Telling telling, CancellationToken ct) => Refused(what.Registration, ct);

    public Task Handle(RegistrationRejected what, Telling telling, CancellationToken ct) => Refused(what.Registration, ct);

    public async Task Handle(RegistrationInfoRequested what, Telling telling, CancellationToken ct) =>
        await Send(
            what.Registration,
            async r =>
                r.Questions.SingleOrDefault(q => q.AnsweredAt is null) is { } open
                    ? MailTexts.NeedsInfo(r, open, await mails.Zone(ct))
                    : null,
            ct
        );

    public async Task Handle(RegistrationWithdrawn what, Telling telling, CancellationToken ct)
    {
        // Only what Entente withdrew is news to the partner.
        var step = await db.Set<RegistrationStep>()
            .Where(s => s.RegistrationId == what.Registration && s.To == RegistrationState.Withdrawn && s.By == null)
            .Select(s => s.What)
            .FirstOrDefaultAsync(ct);
        if (step is not null)
            await Send(what.Registration, r => Task.FromResult<PartnerMail?>(MailTexts.Withdrawn(r, step)), ct);
    }

    public Task Handle(RegistrationExpired what, Telling telling, CancellationToken ct) =>
        Send(what.Registration, r => Task.FromResult<PartnerMail?>(MailTexts.ProtectionEnded(r)), ct);

    private async Task Refused(RegistrationId id, CancellationToken ct)
    {
        var trace = await db.Set<AssessmentTrace>()
            .Where(t => t.RegistrationId == id)
            .OrderByDescending(t => t.At)
            .ThenByDescending(t => t.Id)
            .FirstAsync(ct);
        var findings = ClaimWords.WithDecision(trace.Read().Findings);
        var terms = await world.Terms(ct);
        // Undone and decided otherwise meanwhile: that decision tells of itself.
        await Send(
            id,
            r =>
                Task.FromResult(
                    r is { Refusal: not null, DecidedAt: { } at }
                        ? MailTexts.Refused(r, findings, Appealing.Until(at, terms), terms.Zone)
                        : null
                ),
            ct
        );
    }

    public async Task Handle(RegistrationReopened what, Telling telling, CancellationToken ct) =>
        await Send(
            what.Registration,
            async r => r.ReviewCause is ReviewCause.Appeal ? null : MailTexts.Reopened(r, await mails.Zone(ct)),
            ct
        );

    public Task Handle(RegistrationChangeRefused what, Telling telling, CancellationToken ct) =>
        Send(what.Registration, r => Task.FromResult(r.Refusal is null ? null : MailTexts.ChangeRefused(r)), ct);

    public async Task Handle(RegistrationShortened what, Telling telling, CancellationToken ct) =>
        await Send(what.Registration, async r => r.Protection.Protects() ? MailTexts.Shortened(r, await mails.Zone(ct)) : null, ct);

    public async Task Handle(RegistrationExtended what, Telling telling, CancellationToken ct) =>
        await Send(
            what.Registration,
            async r =>
                r.Extensions.Where(e => e.State is ExtensionState.Granted).MaxBy(e => e.AnsweredAt) is { } last
                    ? MailTexts.Extended(r, last, await mails.Zone(ct))
                    : null,
            ct
        );

    public async Task Handle(RegistrationExtensionRefused what, Telling telling, CancellationToken ct) =>
        await Send(
            what.Registration,
            async r =>
                r.Extensions.Where(e => e.State is ExtensionState.Refused).MaxBy(e => e.AnsweredAt) is { } last
                    ? MailTexts.ExtensionRefused(r, last, (await world.Terms(ct)).Policy.Extending, await mails.Zone(ct))
                    : null,
            ct
        );

    public async Task Handle(RegistrationAppealed what, Telling telling, CancellationToken ct) =>
        await Send(
            what.Registration,
            async r => r.Appeals.MaxBy(a => a.At) is { } last ? MailTexts.Appealed(r, last, await mails.Zone(ct)) : null,
            ct
        );

    public Task Handle(RegistrationAppealAnswered what, Telling telling, CancellationToken ct) =>
        Send(
            what.Registration,
            r =>
                Task.FromResult(
                    r.Appeals.Where(a => a.Outcome is not null).MaxBy(a => a.AnsweredAt) is { } last
                        ? MailTexts.AppealAnswered(r, last)
                        : null
                ),
            ct
        );

    private async Task Send(RegistrationId id, Func<Registration, Task<PartnerMail?>> write, CancellationToken ct)
    {
        var registration = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Questions)
            .Include(r => r.Extensions)
            .Include(r => r.Appeals)
            .AsSplitQuery()
            .SingleAsync(r => r.Id == id, ct);
        if (await write(registration) is { } mail)
            await mails.Send(registration, mail, ct);
    }
}
