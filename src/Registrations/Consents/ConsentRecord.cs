using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Consents;

internal readonly record struct ConsentId(Guid Value) : ITypedId<ConsentId>
{
    public static ConsentId From(Guid value) => new(value);
}

/// <summary>What a claimant says when they tick the box. The words of a version never change: a new wording is a new version.</summary>
internal static class ConsentWording
{
    /// <summary>Of what is asked now.</summary>
    public const int Version = 1;

    /// <summary>As the form asks it.</summary>
    public static string Of(string vendor) => $"The contact agreed that {vendor} may get in touch";
}

/// <summary>
/// That a contact agreed to be approached, as the claimant said it: to what, in which wording, when, by which way, for whom. Withdrawn, it is
/// kept with the date: that they once agreed, and no longer do.
/// </summary>
[Subject("consent")]
internal sealed class ConsentRecord : Entity, IPartnerOwned
{
    private ConsentRecord() { }

    public ConsentId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>Whose consent it is.</summary>
    public string? ContactName { get; private init; }

    /// <summary>Lower case.</summary>
    public string? ContactEmail { get; private init; }
    public string Wording { get; private init; } = "";
    public int WordingVersion { get; private init; }
    public DateTimeOffset GivenAt { get; private init; }

    /// <summary>By which way it came.</summary>
    public Channel Through { get; private init; }

    /// <summary>Who said so; null: somebody who is not of this workspace.</summary>
    public PersonId? SaidBy { get; private init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public PersonId? WithdrawnBy { get; private set; }

    /// <summary>How we know, in words.</summary>
    public string? WithdrawnWords { get; private set; }

    public static ConsentRecord Of(Registration of, string wording, Actor by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ConsentId>(now),
            RegistrationId = of.Id,
            PartnerId = of.PartnerId,
            ContactName = of.ContactName,
            ContactEmail = of.ContactEmail?.ToLowerInvariant(),
            Wording = wording,
            WordingVersion = ConsentWording.Version,
            GivenAt = now,
            Through = by.Channel,
            SaidBy = by.Person ?? of.SubmittedBy,
        };

    /// <summary>Whether it speaks for the contact that the claim names now.</summary>
    public bool IsFor(Registration of) =>
        ContactName == of.ContactName && string.Equals(ContactEmail, of.ContactEmail, StringComparison.OrdinalIgnoreCase);

    public void Withdraw(string words, PersonId? by, DateTimeOffset now) => (WithdrawnAt, WithdrawnBy, WithdrawnWords) = (now, by, words);

    public static void Map(ModelBuilder model) =>
        model.Entity<ConsentRecord>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
}
