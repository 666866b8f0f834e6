using Entente.Crm.Port;

namespace Entente.Crm.Listed;

/// <summary>The CRM's own names of fields that partners may see, per object, in order: equal lists mean the same.</summary>
internal sealed record ListedFields
{
    public static ListedFields None { get; } = new();

    public IReadOnlyList<string> Account { get; init; } = [];
    public IReadOnlyList<string> Deal { get; init; } = [];

    public IReadOnlyList<string> Of(CrmObject kind) =>
        kind switch
        {
            CrmObject.Account => Account,
            CrmObject.Deal => Deal,
            _ => [],
        };

    /// <summary>As a connector asks for them.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<CrmObject, IReadOnlyList<string>> ByObject => Objects.Where(o => Of(o).Count > 0).ToDictionary(o => o, Of);

    /// <summary>The objects of which partners may see fields.</summary>
    public static IReadOnlyList<CrmObject> Objects { get; } = [CrmObject.Account, CrmObject.Deal];

    /// <summary>The objects of which this asks for fields that <paramref name="before"/> did not: what is mirrored of them lacks these.</summary>
    public IReadOnlyList<CrmObject> Gained(ListedFields before) =>
        [.. Objects.Where(o => Of(o).Except(before.Of(o), StringComparer.Ordinal).Any())];

    public bool Same(ListedFields other) => Objects.All(o => Of(o).SequenceEqual(other.Of(o), StringComparer.Ordinal));
}
