using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Submit;

/// <summary>What the form promises and asks, from the policy in force and the form that is published.</summary>
/// <param name="Policy">As it holds for this partner's claims of the kind, as far as one can say before the form is filled.</param>
/// <param name="Version">Of the policy.</param>
public sealed record RegisterTerms(RegistrationKind Kind, Policy Policy, int Version, string Currency, FormSheet Sheet)
{
    public int Days => Policy.WindowDays(Kind);

    /// <param name="partner">Who looks at the form; null: what holds for everybody.</param>
    /// <param name="refused">Why it came back: what was found wanting is on the form, whatever it says otherwise.</param>
    internal static async Task<RegisterTerms> Load(
        ClaimWorld world,
        FormShelf forms,
        RegistrationKind kind,
        PartnerId? partner,
        CancellationToken ct,
        Problem? refused = null
    )
    {
        var (terms, workspace) = (await world.Terms(ct), await world.Workspace(ct));
        var card = partner is { } id ? await world.Partner(id, ct) : null;
        var segment = card is null ? new Segment(kind) : Segment.Of(kind, card);
        var policy = terms.For(segment).Policy;
        var lacking = Enum.GetValues<ClaimField>().Select(OwnChecks.FieldName).Where(f => refused?.Fields?.ContainsKey(f) == true);
        return new(kind, policy, terms.Version, workspace.Currency, await forms.Sheet(segment, policy, ct, lacking));
    }
}
