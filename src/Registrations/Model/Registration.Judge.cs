using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// What people said of its company.
internal sealed partial class Registration
{
    /// <summary>Strong keys of accounts that people called the same company: it is found and locked by them as by its own.</summary>
    public IReadOnlyList<ClaimKey> AdoptedKeys => [.. Keys.Where(k => k.Adopted).Select(k => new ClaimKey(k.Kind, k.Value))];

    /// <summary>Takes these keys besides its own, in place of those it took before.</summary>
    public void AlsoKnownBy(IReadOnlyCollection<ClaimKey> keys)
    {
        Keys.RemoveAll(k => k.Adopted && !keys.Contains(new(k.Kind, k.Value)));
        Keys.AddRange(
            keys.Where(k => !Keys.Exists(h => h.Kind == k.Kind && h.Value == k.Value))
                .Select(k => RegistrationKey.Of(this, k, adopted: true))
        );
    }

    /// <summary>Notes for staff alone what somebody said of its company.</summary>
    public void NoteJudged(string what, string? why, PersonId? by, DateTimeOffset now)
    {
        Note(by, what, string.IsNullOrWhiteSpace(why) ? null : why.Trim(), now);
        Steps[^1].Hide();
    }
}
