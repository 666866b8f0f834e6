using Entente.Crm;
using Entente.Partners.Links;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Registrations.CrmForms;

/// <summary>A contact carries a partner's token: a form of the CRM was sent.</summary>
[JobName("registrations.read_crm_form")]
internal sealed record ReadCrmForm(ContactId Contact);

/// <summary>Sees a contact that a partner's form has left. Its company may come a moment later, so it is read a minute on.</summary>
internal sealed class HearOfCrmForms(EntenteDb db, CrmApi crm, TimeProvider clock) : IHandle<CrmContactChanged>
{
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(1);

    public async Task Handle(CrmContactChanged what, Telling telling, CancellationToken ct)
    {
        if (what.Deleted || what.ByEntente || await crm.Form(what.Contact, ct) is not { } form)
            return;
        var key = CrmFormEntry.KeyOf(form);
        if (!await db.Set<CrmFormEntry>().AnyAsync(e => e.Key == key && (e.Number != null || e.SettledAt != null), ct))
            db.Enqueue(new ReadCrmForm(what.Contact), clock.GetUtcNow() + Settles);
    }
}

/// <summary>
/// Makes a registration of what a form of the CRM left, by the same use case and as the partner whose token it is: once for each contact and
/// token. What becomes none stands in a queue of staff with its reason, and is tried again when the contact changes.
/// </summary>
internal sealed class RunReadCrmForm(EntenteDb db, CrmApi crm, FormTokens tokens, IServiceScopeFactory scopes, TimeProvider clock)
    : IJob<ReadCrmForm>
{
    public async Task<JobOutcome> Run(ReadCrmForm payload, CancellationToken ct)
    {
        if (await crm.Form(payload.Contact, ct) is not { } form)
            return JobOutcome.Done;
        var key = CrmFormEntry.KeyOf(form);
        var entry = await db.Set<CrmFormEntry>().SingleOrDefaultAsync(e => e.Key == key, ct);
        if (entry is { Waits: false })
            return JobOutcome.Done;
        if (entry is null)
            db.Add(entry = CrmFormEntry.Seen(payload.Contact, form, clock.GetUtcNow()));
        var (owner, trouble) = await tokens.Open(form.Token, ct);
        var claim = Claim(form);
        entry.Describe(Short(claim.Company) ?? form.Email ?? form.CrmId, form.Email, owner?.Partner);
        if (owner is null)
            entry.Refuse(trouble!);
        else if (await Submit(claim, key, owner, ct) is var sent && sent.Ok)
            entry.Register(sent.Value);
        else
            entry.Refuse(Words(sent.Problem));
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    private async Task<Result<Receipt>> Submit(ClaimInput claim, string key, FormOwner owner, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<ActorSlot>()
            .Fill(new(db.Workspace, ActorKind.Partner, Channel.Crm, owner.Person, owner.Partner, owner.Name));
        return await scope.ServiceProvider.GetRequiredService<SubmitRegistration>().Run(new(claim, key), ct);
    }

    // The company by its account; a contact without one by the site of its address.
    private static ClaimInput Claim(FormContact form) =>
        new(
            RegistrationKind.Lead,
            form.Company ?? Domain.OfCompany(form.Email)?.Value,
            form.Domain ?? Domain.OfCompany(form.Email)?.Value,
            form.Country is { Length: 2 } country ? country : null,
            form.Name,
            form.Email,
            form.Title,
            Consent: form.Consent
        );

    private static string Words(Problem problem) =>
        problem.Fields is { Count: > 0 } fields ? string.Join(' ', fields.Values.Distinct()) : problem.Message;

    private static string? Short(string? company) => company is { Length: > ClaimReader.LongestLine } ? company[..100] : company;
}
