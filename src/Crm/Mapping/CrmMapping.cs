using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>Which way a field travels.</summary>
public enum FieldDirection
{
    Both,

    /// <summary>Read into Entente, never written.</summary>
    FromCrm,

    /// <summary>Written to the CRM, never read back into Entente.</summary>
    ToCrm,

    /// <summary>Not at all.</summary>
    Off,
}

/// <summary>Where a deal stands, by Entente's own words; each of the CRM's stages means one of them.</summary>
public enum EntenteStage
{
    Introduced,
    Discovery,
    Evaluation,
    Proposal,
    Commitment,
    Won,
    Lost,
}

/// <summary>What Entente's stages say.</summary>
public static class EntenteStages
{
    public static bool IsOpen(this EntenteStage stage) => stage is not (EntenteStage.Won or EntenteStage.Lost);

    /// <summary>As a partner reads it.</summary>
    public static string Words(this EntenteStage stage) => stage.ToString();
}

/// <summary>One field that an admin has mapped.</summary>
/// <param name="Key">Entente's name: one of <see cref="EntenteSide"/>.</param>
/// <param name="Native">The CRM's own name.</param>
/// <param name="Type">What the CRM's field held when it was mapped; another type later is drift.</param>
/// <param name="Values">For a choice: Entente's value and the CRM's.</param>
public sealed record FieldMapping(
    CrmObject On,
    string Key,
    string Native,
    CrmFieldType Type,
    FieldDirection Direction,
    FieldOwner Owner,
    IReadOnlyDictionary<string, string> Values
)
{
    public bool Reads => Direction is FieldDirection.Both or FieldDirection.FromCrm;

    public bool Writes => Direction is FieldDirection.Both or FieldDirection.ToCrm;

    public bool Equals(FieldMapping? other) =>
        other is not null
        && (On, Key, Native, Type, Direction, Owner) == (other.On, other.Key, other.Native, other.Type, other.Direction, other.Owner)
        && Values.Count == other.Values.Count
        && Values.All(v => other.Values.TryGetValue(v.Key, out var theirs) && theirs == v.Value);

    public override int GetHashCode() => HashCode.Combine(On, Key, Native, Type, Direction, Owner, Values.Count);
}

/// <param name="Pipeline">The CRM's pipeline and stage by id.</param>
public sealed record StageMapping(string Pipeline, string Stage, EntenteStage Means);

/// <param name="Owner">The CRM's id of the owner.</param>
/// <param name="Email">The staff person's address; empty: nobody, whatever the owner's own address says.</param>
public sealed record OwnerMapping(string Owner, string Email);

/// <summary>
/// What an admin has set for one connection. A field that is not among <paramref name="Fields"/> is mapped as Entente maps it by
/// itself; a stage or owner that is not listed means what its name suggests.
/// </summary>
public sealed record CrmMapping(IReadOnlyList<FieldMapping> Fields, IReadOnlyList<StageMapping> Stages, IReadOnlyList<OwnerMapping> Owners)
{
    /// <summary>Nothing is set: Entente's own mapping.</summary>
    public static CrmMapping None { get; } = new([], [], []);

    public FieldMapping? Field(CrmObject on, string key) => Fields.FirstOrDefault(f => f.On == on && f.Key == key);

    /// <summary>Whose word is the last; null when the admin has set nothing.</summary>
    public FieldOwner? OwnerOf(CrmObject on, string key) => Field(on, key)?.Owner;

    /// <summary>Whether a write may carry this field at all.</summary>
    public bool Writes(CrmObject on, string key) => Field(on, key)?.Writes ?? true;

    /// <summary>What a stage means: as set, else by what the CRM says of it, else by its words and place.</summary>
    public EntenteStage StageOf(string pipeline, CrmStage stage, int of) =>
        Stages.FirstOrDefault(s => s.Pipeline == pipeline && s.Stage == stage.Id)?.Means ?? StageSuggestion.Of(stage, of);

    /// <summary>Whether the admin has said what this stage means.</summary>
    public bool SetsStage(string pipeline, string stage) => Stages.Any(s => s.Pipeline == pipeline && s.Stage == stage);

    /// <summary>The staff person's address that an owner stands for, lower case; null for nobody.</summary>
    public string? PersonOf(string owner, string email) =>
        (Owners.FirstOrDefault(o => o.Owner == owner)?.Email ?? email) is { Length: > 0 } found ? found.Trim().ToLowerInvariant() : null;
}
