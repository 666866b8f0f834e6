using System.Security.Cryptography;
using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Links;

/// <summary>Whose form it is.</summary>
public sealed record FormOwner(PartnerId Partner, PersonId Person, string Name);

/// <summary>
/// What stands in the hidden field of a CRM's form: the id of a personal registration link, sealed. It names the partner and opens nothing, so
/// that whoever reads the field in the CRM can do nothing with it; it is worth something as long as the link is.
/// </summary>
public sealed class FormTokens
{
    internal const string Purpose = "crm-form";

    // A sealed id is a good hundred characters.
    private const int Longest = 1000;
    private readonly EntenteDb db;
    private readonly AccessApi access;
    private readonly SecretBox box;
    private readonly TimeProvider clock;

    internal FormTokens(EntenteDb db, AccessApi access, SecretBox box, TimeProvider clock) =>
        (this.db, this.access, this.box, this.clock) = (db, access, box, clock);

    /// <summary>The token of a link.</summary>
    public string Of(Guid link) => box.Close(Purpose, link.ToString("N"));

    /// <summary>Whose it is, or why it is nobody's, in a sentence for staff.</summary>
    public async Task<(FormOwner? Owner, string? Trouble)> Open(string token, CancellationToken ct)
    {
        if (Id(token) is not { } id)
            return (null, "The hidden field holds no token of ours, or one from before the keys were lost.");
        if (await db.Set<RegistrationLink>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is not { } link)
            return (null, "The hidden field holds the token of a link that is not there.");
        if (link.RevokedAt is not null)
            return (null, "The personal link behind the hidden field was revoked.");
        if (link.ExpiresAt <= clock.GetUtcNow())
            return (null, "The personal link behind the hidden field has run out.");
        var person = (await access.PartnerPeople(link.PartnerId, ct)).FirstOrDefault(m => m.Active && m.Person.Id == link.PersonId);
        return person is null
            ? (null, "Whoever held the personal link behind the hidden field is no longer with the partner.")
            : (new(link.PartnerId, link.PersonId, person.Person.Name), null);
    }

    private RegistrationLinkId? Id(string token)
    {
        try
        {
            return token.Length <= Longest && Ids.TryParse<RegistrationLinkId>(box.Open(Purpose, token), out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
