using Entente.Crm.Model;
using Entente.Pipeline.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crash;

/// <summary>After all the kills: holds what the people were told against both sides' rows. A line for each thing that is not as it must be.</summary>
internal sealed class Reckoning(RealVendor vendor, RealSandbox crm, IReadOnlyList<Claim> claims)
{
    private readonly List<string> wrong = [];

    /// <summary>How many records and audit entries were looked at.</summary>
    public int Looked { get; private set; }

    public async Task<IReadOnlyList<string>> Run(CancellationToken ct)
    {
        await using var scope = vendor.Scope();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var registrations = await db.Set<Registration>().AsNoTracking().Include(r => r.Steps).ToListAsync(ct);
        Registrations(registrations);
        await Opportunities(db, registrations, ct);
        await Mails(db, registrations, ct);
        await Work(db, ct);
        await Crm(registrations, ct);
        await Mirror(db, ct);
        await Audit(scope.ServiceProvider.GetRequiredService<AuditReader>(), ct);
        return wrong;
    }

    private void Registrations(List<Registration> registrations)
    {
        Looked += registrations.Count;
        Expect(registrations.Count == claims.Count, $"{claims.Count} forms were answered, {registrations.Count} registrations are kept");
        var byNumber = registrations.ToLookup(r => r.Number);
        foreach (var claim in claims)
        {
            if (byNumber[claim.Number!].ToList() is not [var kept])
            {
                wrong.Add($"{claim.Number} was given as a receipt; {byNumber[claim.Number!].Count()} registrations have it");
                continue;
            }
            Expect(
                kept.SubmissionId.EndsWith(":" + claim.Submission, StringComparison.Ordinal),
                $"{kept.Number} is not the form it was the receipt of"
            );
            Expect(kept.Company == claim.Company, $"{kept.Number} is {kept.Company}, not {claim.Company}");
            Expect(
                kept.State is RegistrationState.Converted && kept.OpportunityId is not null,
                $"{kept.Number} was approved and is {kept.State}"
            );
            Expect(
                kept.Steps.Count(s => s.To is RegistrationState.Approved) == 1,
                $"{kept.Number} was approved {kept.Steps.Count(s => s.To is RegistrationState.Approved)} times"
            );
            Expect(
                kept.Steps.Count(s => s.To is RegistrationState.Converted) == 1,
                $"{kept.Number} was bound {kept.Steps.Count(s => s.To is RegistrationState.Converted)} times"
            );
        }
    }

    private async Task Opportunities(EntenteDb db, List<Registration> registrations, CancellationToken ct)
    {
        var opportunities = await db.Set<Opportunity>().AsNoTracking().ToListAsync(ct);
        var parts = await db.Set<OpportunityPartner>().AsNoTracking().ToListAsync(ct);
        Looked += opportunities.Count;
        Expect(opportunities.Count == registrations.Count, $"{opportunities.Count} opportunities for {registrations.Count} registrations");
        Expect(parts.Count == registrations.Count, $"{parts.Count} parts of partners for {registrations.Count} registrations");
        foreach (var kept in registrations)
        {
            var bound = opportunities.Where(o => o.Id.Value == kept.OpportunityId).ToList();
            Expect(bound.Count == 1 && bound[0].CrmId == kept.CrmDealId, $"{kept.Number} is bound to {bound.Count} opportunities");
            Expect(parts.Count(p => p.RegistrationId == kept.Id.Value) == 1, $"{kept.Number} has not one partner in its opportunity");
        }
    }

    private async Task Mails(EntenteDb db, List<Registration> registrations, CancellationToken ct)
    {
        var mails = await db.Set<MailMessage>().AsNoTracking().Where(m => m.AboutKind == RegistrationId.SubjectKind).ToListAsync(ct);
        Looked += mails.Count;
        var about = mails.ToLookup(m => m.AboutId);
        foreach (var kept in registrations)
        {
            Expect(
                about[kept.Id.Value].Count(m => m.Subject.Contains("we have your registration", StringComparison.Ordinal)) == 1,
                $"{kept.Number} was not acknowledged once"
            );
            Expect(
                about[kept.Id.Value].Count(m => m.Subject.Contains("approved", StringComparison.Ordinal)) == 1,
                $"{kept.Number}'s approval was not told once"
            );
        }
    }

    private async Task Work(EntenteDb db, CancellationToken ct)
    {
        foreach (var letter in await db.Set<DeadLetter>().AsNoTracking().ToListAsync(ct))
            wrong.Add($"{letter.Kind} was set aside: {letter.Cause}");
        foreach (var write in await db.Set<WriteEntry>().AsNoTracking().Where(w => w.State != WriteState.Done).ToListAsync(ct))
            wrong.Add($"a write to the CRM is {write.State}: {write.ErrorCode} {write.ErrorMessage}");
    }

    private async Task Crm(List<Registration> registrations, CancellationToken ct)
    {
        var deals = await Each("companies", "account-", registrations, ct);
        deals = await Each("contacts", "contact-", registrations, ct);
        deals = await Each("deals", "deal-", registrations, ct);
        foreach (var (number, deal) in deals)
        foreach (var to in (string[])["companies", "contacts"])
            Expect(
                deal.Linked.GetValueOrDefault(to) is [_],
                $"the deal of {number} has {deal.Linked.GetValueOrDefault(to)?.Count ?? 0} {to}"
            );
        // Salesforce keeps a logged mail as a task, as it does a note.
        Held[] entries = [.. await crm.All("notes", ct), .. await crm.All("emails", ct)];
        Looked += entries.Length;
        Expect(
            entries.Length == 2 * registrations.Count,
            $"the CRM's timeline has {entries.Length} entries for {registrations.Count} registrations"
        );
        foreach (var kept in registrations)
        foreach (var key in (string[])[$"note-{kept.Id.Value:N}", $"mail-{kept.Id.Value:N}-approved"])
        {
            var own = entries.Where(e => e.EntenteId == key).ToList();
            Expect(own.Count == 1, $"the CRM's timeline has {own.Count} of {key} of {kept.Number}");
            if (own.Count > 0)
                Expect(
                    own[0].Linked.GetValueOrDefault("deals") is [var on] && on == deals.GetValueOrDefault(kept.Number)?.Id,
                    $"{key} of {kept.Number} is not on its deal"
                );
        }
    }

    private async Task<Dictionary<string, Held>> Each(string kind, string prefix, List<Registration> registrations, CancellationToken ct)
    {
        var all = await crm.All(kind, ct);
        Looked += all.Count;
        Expect(all.Count == registrations.Count, $"the CRM holds {all.Count} {kind} for {registrations.Count} registrations");
        var byKey = all.ToLookup(h => h.EntenteId ?? "");
        Expect(!byKey[""].Any(), $"{byKey[""].Count()} {kind} have no entente_id");
        var found = new Dictionary<string, Held>();
        foreach (var kept in registrations)
        {
            var own = byKey[$"{prefix}{kept.Id.Value:N}"].ToList();
            Expect(own.Count == 1, $"the CRM holds {own.Count} {kind} of {kept.Number}");
            if (own.Count > 0)
                found[kept.Number] = own[0];
        }
        return found;
    }

    private async Task Mirror(EntenteDb db, CancellationToken ct)
    {
        var accounts = await db.Set<AccountRow>().CountAsync(a => !a.Deleted, ct);
        Expect(accounts == claims.Count, $"the mirror holds {accounts} accounts for {claims.Count} registrations");
    }

    private async Task Audit(AuditReader audit, CancellationToken ct)
    {
        const int page = 500;
        var broken = 0;
        for (var (skip, total) = (0, 1); skip < total; skip += page)
        {
            var (rows, all) = await audit.List(new(), skip, page, ct);
            total = all;
            Looked += rows.Count;
            broken += rows.Count(r => r.Proof is not AuditProof.Holds);
        }
        Expect(broken == 0, $"{broken} entries of the audit are not proven by its chain");
        var chain = await audit.Chain(ct);
        Expect(chain.Waiting == 0, $"{chain.Waiting} entries of the audit were never sealed");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
            wrong.Add(otherwise);
    }
}
