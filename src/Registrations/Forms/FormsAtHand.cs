using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Forms;

/// <summary>The published forms and the CRM's fields that they ask for, loaded once.</summary>
internal sealed record FormsAtHand(
    IReadOnlyList<(FormScope Scope, FormDefinition Form)> Published,
    IReadOnlyDictionary<string, BoundField> Bound,
    SiteList Sites
)
{
    /// <summary>The CRM's fields that some form asks for and the CRM still has, by label.</summary>
    public IReadOnlyList<BoundField> Asked =>
        [
            .. Published
                .SelectMany(f => f.Form.Fields)
                .Where(f => f.Mode is FieldMode.Asked)
                .Select(f => Bound.GetValueOrDefault(f.Key))
                .OfType<BoundField>()
                .DistinctBy(b => b.Key)
                .OrderBy(b => b.Label, StringComparer.Ordinal)
                .ThenBy(b => b.Key, StringComparer.Ordinal),
        ];

    /// <summary>As <see cref="FormShelf.Read(ClaimInput, Segment, string, DateOnly, Func{Claim, Policy}, CancellationToken)"/>.</summary>
    public Result<Claim> Read(ClaimInput posted, Segment segment, string currency, DateOnly today, Func<Claim, Policy> demands) =>
        FormShelf.Read(
            FormShelf.Narrowest(Published, segment) ?? FormDefinition.Default(segment.Kind),
            Bound,
            posted,
            currency,
            today,
            demands,
            Sites
        );
}
