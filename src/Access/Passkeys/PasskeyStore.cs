using Entente.Access.Factors;
using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Passkeys;

/// <summary>A person as the framework's passkey handler knows them.</summary>
internal sealed record PasskeyOwner(PersonId Id, string Email, string Name);

/// <summary>What is kept of a passkey besides its id and count.</summary>
/// <param name="Key">The public key, as the authenticator gave it (COSE), base64.</param>
internal sealed record PasskeyFacts(string Key, IReadOnlyList<string> Transports, bool BackupEligible, bool BackedUp);

/// <summary>
/// What the framework's handler asks about people and their passkeys. It only ever reads here: what a ceremony changes is saved by the act that held
/// it, in one commit. A passkey that does not count in this workspace is not found.
/// </summary>
internal sealed class PasskeyStore(EntenteDb db, FactorShelf shelf) : IUserPasskeyStore<PasskeyOwner>
{
    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.Value.ToString("N"));

    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public async Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await Member(new(id), cancellationToken) : null;

    public async Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Set<Credential>()
            .Where(c => c.Handle == credentialId)
            .Join(db.Set<Person>(), c => c.PersonId, p => p.Id, (c, p) => new PasskeyOwner(p.Id, p.Email, p.Name))
            .SingleOrDefaultAsync(cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken) =>
        [.. (await (await Counting(user, cancellationToken)).ToListAsync(cancellationToken)).Select(Info)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        await (await Counting(user, cancellationToken)).SingleOrDefaultAsync(c => c.Handle == credentialId, cancellationToken) is { } found
            ? Info(found)
            : null;

    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Never();

    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw Never();

    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Never();

    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Never();

    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Never();

    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Never();

    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Never();

    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw Never();

    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw Never();

    public void Dispose() { }

    public static string Close(UserPasskeyInfo passkey) =>
        Json.Write(
            new PasskeyFacts(
                Convert.ToBase64String(passkey.PublicKey),
                passkey.Transports ?? [],
                passkey.IsBackupEligible,
                passkey.IsBackedUp
            )
        );

    private static UserPasskeyInfo Info(Credential kept)
    {
        var facts = Json.Read<PasskeyFacts>(kept.Secret);
        return new(
            kept.Handle!,
            Convert.FromBase64String(facts.Key),
            kept.MadeAt,
            (uint)kept.Counter,
            [.. facts.Transports],
            isUserVerified: true,
            facts.BackupEligible,
            facts.BackedUp,
            attestationObject: [],
            clientDataJson: []
        );
    }

    // Only who is a member here: a person of another workspace is nobody.
    private async Task<PasskeyOwner?> Member(PersonId person, CancellationToken ct) =>
        await db.Set<Membership>()
            .Where(m => m.Active && m.PersonId == person)
            .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new PasskeyOwner(p.Id, p.Email, p.Name))
            .SingleOrDefaultAsync(ct);

    private async Task<IQueryable<Credential>> Counting(PasskeyOwner user, CancellationToken ct) =>
        (await shelf.Counting(user.Id, ct)).AsNoTracking().Where(c => c.Kind == CredentialKind.Passkey);

    private static NotSupportedException Never() => new("The acts of Access change people and passkeys, not the framework.");
}
