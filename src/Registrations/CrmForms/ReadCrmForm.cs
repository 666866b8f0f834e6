using Entente.Access;
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

/// <summary>The same of a lead.</summary>
[JobName("registrations.read_crm_form_on_lead")]
internal sealed record ReadCrmFormOnLead(CrmConnectionId Connection, string Lead);

/// <summary>Sees a contact that a partner's form has left. Its company may come a moment later, so it is read a minute on.</summary>
internal sealed class HearOfCrmForms(EntenteDb db, CrmApi crm, TimeProvider clock) : IHandle<CrmContactChanged>, IHandle<CrmLeadLeftByForm>
{
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(1);

    public async Task Handle(CrmContactChanged what, Telling telling, CancellationToken ct)
    {
        if (what.Deleted || what.ByEntente || await crm.Form(what.Contact, ct) is not { } form)
            return;
        if (!await Done(form, ct))
            db.Enqueue(new ReadCrmForm(what.Contact), clock.GetUtcNow() + Settles);
    }

    public async Task Handle(CrmLeadLeftByForm what, Telling telling, CancellationToken ct)
    {
        if (await crm.Form(what.Connection, what.CrmId, ct) is { } form && !await Done(form, ct))
            db.Enqueue(new ReadCrmFormOnLead(what.Connection, what.CrmId), clock.GetUtcNow() + Settles);
    }

    private Task<bool> Done(FormContact form, CancellationToken ct)
    {
        var key = CrmFormEntry.KeyOf(form);
        return db.Set<CrmFormEntry>().AnyAsync(e => e.Key == key && (e.Number != null || e.SettledAt != null), ct);
    }
}

/// <summary>
/// Makes a registration of what a form of the CRM left, by the same use case and as the partner whose token it is: once for each contact and
/// token. What becomes none stands in a queue of staff with its reason, and is tried again when the contact changes.
/// </summary>
internal sealed class RunReadCrmForm(
    EntenteDb db,
    AccessApi access,
    CrmApi crm,
    FormTokens tokens,
    IServiceScopeFactory scopes,
    TimeProvider clock
) : IJob<ReadCrmForm>, IJob<ReadCrmFormOnLead>
{
    public async Task<JobOutcome> Run(ReadCrmForm payload, CancellationToken ct) =>
        await Read(await crm.Form(payload.Contact, ct), payload.Contact, ct);

    public async Task<JobOutcome> Run(ReadCrmFormOnLead payload, CancellationToken ct) =>
        await Read(await crm.Form(payload.Connection, payload.Lead, ct), null, ct);

    private async Task<JobOutcome> Read(FormContact? left, ContactId? contact, CancellationToken ct)
    {
        if (left is not { } form)
            return JobOutcome.Done;
        var key = CrmFormEntry.KeyOf(form);
        var entry = await db.Set<CrmFormEntry>().SingleOrDefaultAsync(e => e.Key == key, ct);
        if (entry is { Waits: false })
            return JobOutcome.Done;
        if (entry is null)
            db.Add(entry = CrmFormEntry.Seen(contact, form, clock.GetUtcNow()));
        var (owner, trouble) = await tokens.Open(form.Token, ct);
        var claim = Claim(form, await crm.Sites(ct));
        entry.Describe(Short(claim.Company) ?? form.Email ?? form.CrmId, form.Email, owner?.Partner);
        if (owner is null)
            entry.Refuse(trouble!);
        else if (await Before(form, entry, owner.Partner, ct) is { } before)
            entry.SameAs(before);
        else if (await Submit(claim, key, owner, ct) is var sent && sent.Ok)
            entry.Register(sent.Value);
        else
            entry.Refuse(sent.Problem.Sentence);
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    /// <summary>A lead that nobody has converted for so long is another matter than a form that is sent now.</summary>
    private static readonly TimeSpan Converted = TimeSpan.FromDays(180);

    // A lead that is converted in the CRM leaves a contact with the same partner and address: one form, one registration. Whichever is read first, the
    // two are one pair: a lead or contact that has found its other half already stands for an earlier form.
    private Task<CrmFormEntry?> Before(FormContact form, CrmFormEntry entry, PartnerId partner, CancellationToken ct)
    {
        var (email, by, since) = (form.Email?.ToLowerInvariant(), partner.Value, entry.At - Converted);
        return db.Set<CrmFormEntry>()
            .AsNoTracking()
            .Where(e => e.Number != null && e.Id != entry.Id && e.ConnectionId == entry.ConnectionId && e.Partner == by)
            .Where(e => email != null && e.Email != null && e.Email.ToLower() == email)
            .Where(e => form.OnLead ? e.Contact != Guid.Empty : e.Contact == Guid.Empty)
            .Where(e => e.At >= since)
            .Where(e => !db.Set<CrmFormEntry>().Any(o => o.Number == e.Number && o.Id != e.Id && o.Id != entry.Id))
            .OrderBy(e => e.Id)
            .FirstOrDefaultAsync(ct);
    }

    private async Task<Result<Receipt>> Submit(ClaimInput claim, string key, FormOwner owner, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<ActorSlot>()
            .Fill(
                await access.PartnerActor(owner.Person, owner.Partner, Channel.Crm, ct)
                    ?? new(db.Workspace, ActorKind.Partner, Channel.Crm, owner.Person, owner.Partner, owner.Name)
            );
        return await scope.ServiceProvider.GetRequiredService<SubmitRegistration>().Run(new(claim, key), ct);
    }

    // The company by its account; a contact without one by the site of its address.
    private static ClaimInput Claim(FormContact form, SiteList sites) =>
        new(
            RegistrationKind.Lead,
            form.Company ?? Domain.OfCompany(form.Email, sites)?.Value,
            form.Domain ?? Domain.OfCompany(form.Email, sites)?.Value,
            form.Country is { Length: 2 } country ? country : null,
            form.Name,
            form.Email,
            form.Title,
            Consent: form.Consent
        );

    private static string? Short(string? company) => company is { Length: > ClaimReader.LongestLine } ? company[..100] : company;
}
