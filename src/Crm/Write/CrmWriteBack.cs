using Entente.Crm.Port;
using Entente.Platform.Values;

namespace Entente.Crm.Write;

/// <summary>
/// What a use case wants written to the CRM: records in order, each once. <paramref name="Subject"/> is what it is for; it comes
/// back in <see cref="CrmWritten"/> and <see cref="CrmWriteFailed"/>.
/// </summary>
public sealed record CrmWriteBack(SubjectRef Subject, IReadOnlyList<CrmWriteStep> Steps)
{
    /// <summary>Nobody waits for it: that it was written is not told. A refusal is told all the same.</summary>
    public bool Quiet { get; init; }
}

/// <param name="EntenteId">
/// Unique in the workspace for its object, at most 64 characters, the same whenever the same record is meant
/// (<c>deal-{registration id}</c>): it makes a second write an update.
/// </param>
/// <param name="CrmId">The CRM's id when the record is known to exist there.</param>
/// <param name="Fields">Keys of <see cref="CrmFields"/> and <see cref="EntenteFields"/>; canonical values; null clears.</param>
public sealed record CrmWriteStep(
    CrmObject Kind,
    string EntenteId,
    string? CrmId,
    IReadOnlyDictionary<string, string?> Fields,
    IReadOnlyList<CrmStepLink> Links
)
{
    /// <summary>
    /// A person changes the CRM's own fields through Entente, as they would there: written also where the CRM has the last word. Tried again after an
    /// answer that was lost, only while nobody changed the record since.
    /// </summary>
    public bool ByPerson { get; init; }
}

/// <summary>What the record must be associated with: a record the CRM has, or one that an earlier write made.</summary>
public sealed record CrmStepLink(CrmObject To, string? CrmId = null, string? EntenteId = null, string? Role = null, bool Primary = false);
