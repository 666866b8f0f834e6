using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.Import;

/// <summary>Registers the good rows of a file.</summary>
[JobName("registrations.send_import")]
internal sealed record SendImport(ImportFileId Import);

/// <summary>
/// Sends row after row as the form would: the same act, as whoever sent the file. A row's words are its submission id, so a row that was
/// registered when the process died is found again and not doubled.
/// </summary>
internal sealed class RunSendImport(EntenteDb db, AccessApi access, PartnersApi partners, IServiceScopeFactory scopes, TimeProvider clock)
    : IJob<SendImport>
{
    private const int AtATime = 200;

    public async Task<JobOutcome> Run(SendImport payload, CancellationToken ct)
    {
        var import = payload.Import;
        var file = await db.Set<ImportFile>()
            .AsNoTracking()
            .SingleOrDefaultAsync(f => f.Id == import && f.State == ImportState.Sending, ct);
        if (file is null)
            return JobOutcome.Done;
        var mapping = Json.Read<ImportMapping>(file.Mapping);
        while (await Next(file, ct) is { Count: > 0 } rows)
        {
            if (await Sender(file, ct) is not { } sender)
                return await End(import, "Whoever sent this file may not register any more. The rows behind were not sent.", ct);
            // A partner that may register nothing for now loses no row by it.
            if (!file.OfStaff && await partners.Get(file.PartnerId, ct) is not { MayRegister: true })
                return await Rest(import, ct);
            foreach (var row in rows)
                await ImportRows.Sent(db, import, row.Row, await Submit(row, mapping, sender, ct), clock.GetUtcNow(), ct);
        }
        return await End(import, null, ct);
    }

    private Task<List<ImportRow>> Next(ImportFile file, CancellationToken ct) =>
        db.Set<ImportRow>()
            .AsNoTracking()
            .Where(r => r.ImportId == file.Id && r.SentAt == null)
            .Where(r => r.Verdict == RowVerdict.Ready || (file.SendsLooks && r.Verdict == RowVerdict.Look))
            .OrderBy(r => r.Row)
            .Take(AtATime)
            .ToListAsync(ct);

    // With the rights they have now, not those they had when they uploaded it.
    private async Task<Actor?> Sender(ImportFile file, CancellationToken ct)
    {
        var person = file.SentBy ?? file.UploadedBy;
        if (file.OfStaff)
            return
                await access.StaffActor(person, Channel.Import, ct) is { Scope: null } staff && staff.May(Permissions.SubmitRegistrations)
                ? staff
                : null;
        return
            await access.PartnerActor(person, file.PartnerId, Channel.Import, ct) is { } partner
            && PartnerRights.May(partner, PartnerRights.Register)
            ? partner
            : null;
    }

    private async Task<Result<string>> Submit(ImportRow row, ImportMapping mapping, Actor sender, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(sender);
        var (claim, _, _) = mapping.Read(Json.Read<List<string>>(row.Cells));
        var act = scope.ServiceProvider.GetRequiredService<SubmitRegistration>();
        var receipt = await act.Run(new(claim, row.Submission, sender.IsStaff ? row.Claimant : null), ct);
        return receipt.Ok ? receipt.Value.Number : receipt.Problem;
    }

    private Task<JobOutcome> Rest(ImportFileId import, CancellationToken ct) =>
        Close(import, f => f.Rest($"{OwnChecks.MayNotRegister} The rows behind were not sent: send the file again when it can."), ct);

    private Task<JobOutcome> End(ImportFileId import, string? trouble, CancellationToken ct) =>
        Close(import, f => f.End(clock.GetUtcNow(), trouble), ct);

    private async Task<JobOutcome> Close(ImportFileId import, Action<ImportFile> how, CancellationToken ct)
    {
        await using var held = await db.Hold([$"import:{import.Value:N}"], ct);
        var file = await db.Set<ImportFile>().SingleAsync(f => f.Id == import, ct);
        if (file.State is ImportState.Sending)
            how(file);
        await held.Save(ct);
        return JobOutcome.Done;
    }
}
