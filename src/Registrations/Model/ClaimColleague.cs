using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Model;

/// <summary>A colleague who was added to a registration: with restricted collaboration they see what they brought or were added to.</summary>
[Subject("claim_colleague")]
internal sealed class ClaimColleague : Entity, IPartnerOwned
{
    private ClaimColleague() { }

    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PersonId? AddedBy { get; private init; }
    public DateTimeOffset AddedAt { get; private init; }

    /// <summary>Stands last in the key: the audit takes a record's subject from there.</summary>
    public PersonId PersonId { get; private init; }

    public static ClaimColleague Add(RegistrationId claim, PartnerId partner, PersonId person, PersonId? by, DateTimeOffset now) =>
        new()
        {
            RegistrationId = claim,
            PartnerId = partner,
            PersonId = person,
            AddedBy = by,
            AddedAt = now,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<ClaimColleague>(c =>
        {
            c.HasKey(x => new
            {
                x.WorkspaceId,
                x.RegistrationId,
                x.PersonId,
            });
            c.HasIndex(x => new { x.WorkspaceId, x.PersonId });
        });
}

/// <summary>A row that belongs to one registration: whoever does not see that does not see this.</summary>
internal interface IClaimPart : IPartnerOwned
{
    RegistrationId RegistrationId { get; }
}

/// <summary>What a partner's person with restricted collaboration sees: registrations they brought or were added to, and what belongs to them.</summary>
internal static class OwnClaims
{
    public static Expression<Func<Registration, bool>> Of(EntenteDb db) =>
        r => !db.OwnOnly || r.SubmittedBy == db.Me || db.Set<ClaimColleague>().Any(c => c.RegistrationId == r.Id && c.PersonId == db.Me);

    // The inner query passes the filter above itself.
    public static Expression<Func<T, bool>> Of<T>(EntenteDb db)
        where T : class, IClaimPart => x => !db.OwnOnly || db.Set<Registration>().Any(r => r.Id == x.RegistrationId);
}
