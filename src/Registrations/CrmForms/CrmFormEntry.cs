using System.Security.Cryptography;
using System.Text;
using Entente.Crm;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Submit;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.CrmForms;

internal readonly record struct CrmFormEntryId(Guid Value) : ITypedId<CrmFormEntryId>
{
    public static CrmFormEntryId From(Guid value) => new(value);
}

/// <summary>
/// What a form of the CRM with a partner's hidden field came to: a registration, or a reason why not, which staff see. One for each contact and
/// token, however often the contact changes. For staff.
/// </summary>
[Subject("crm_form_entry")]
internal sealed class CrmFormEntry : Entity
{
    private CrmFormEntry() { }

    public CrmFormEntryId Id { get; private init; }

    /// <summary>What makes it this entry; also the submission id of its registration.</summary>
    public string Key { get; private init; } = "";
    public Guid ConnectionId { get; private init; }
    public string Crm { get; private init; } = "";
    public string ContactCrmId { get; private init; } = "";

    /// <summary>The contact in the mirror, to try again; empty: it was left on a lead, whose id in the CRM is <see cref="ContactCrmId"/>.</summary>
    public Guid Contact { get; private init; }
    public string Company { get; private set; } = "";
    public string? Email { get; private set; }
    public Guid? Partner { get; private set; }
    public Guid? Registration { get; private set; }
    public string? Number { get; private set; }

    /// <summary>Why it became none, for staff; null: it did.</summary>
    public string? Reason { get; private set; }
    public DateTimeOffset At { get; private init; }

    /// <summary>When somebody said that nothing is to become of it.</summary>
    public DateTimeOffset? SettledAt { get; private set; }
    public PersonId? SettledBy { get; private set; }

    public bool OnLead => Contact == Guid.Empty;

    public bool Waits => Number is null && SettledAt is null;

    /// <summary>At most 64 characters, the same for the same contact and token.</summary>
    public static string KeyOf(FormContact form) =>
        "crmform:"
        + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{form.Connection.Value:N}/{(form.OnLead ? "lead:" : "")}{form.CrmId}/{form.Token}"))
        )[..48];

    public static CrmFormEntry Seen(ContactId? contact, FormContact form, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CrmFormEntryId>(now),
            Key = KeyOf(form),
            ConnectionId = form.Connection.Value,
            Crm = form.Crm.ToString(),
            ContactCrmId = form.CrmId,
            Contact = contact?.Value ?? Guid.Empty,
            At = now,
        };

    /// <summary>What the contact says now.</summary>
    public void Describe(string company, string? email, PartnerId? partner) => (Company, Email, Partner) = (company, email, partner?.Value);

    public void Register(Receipt receipt) => (Registration, Number, Reason) = (receipt.Id.Value, receipt.Number, null);

    /// <summary>The same form already became one: the lead it was left on was turned into this contact.</summary>
    public void SameAs(CrmFormEntry other) => (Registration, Number, Reason) = (other.Registration, other.Number, null);

    public void Refuse(string reason) => Reason = reason;

    public void Settle(PersonId? by, DateTimeOffset now) => (SettledAt, SettledBy) = (SettledAt ?? now, SettledBy ?? by);

    public static void Map(ModelBuilder model) =>
        model.Entity<CrmFormEntry>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.Ignore(x => x.Waits).Ignore(x => x.OnLead);
            e.HasIndex(x => new { x.WorkspaceId, x.Key }).IsUnique();
            e.HasIndex(x => new { x.WorkspaceId, x.Registration });
            e.HasIndex(x => new { x.WorkspaceId, x.At });
        });
}
