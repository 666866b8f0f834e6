using System.Text.Json.Serialization;
using Entente.Access;

namespace Entente.Registrations.Rules;

/// <summary>One step of an approval: all of its signers sign, in any order; the next step begins when they have.</summary>
/// <param name="Hours">How long the step may take, hours of business days; null: only the decision's own promise counts.</param>
public sealed record ApprovalStep(IReadOnlyList<Signer> Signers, int? Hours = null);

/// <summary>Who must sign: whoever has a role, one person by e-mail address, or, when both are absent, the partner's own manager.</summary>
public sealed record Signer(StaffRole? Role = null, string? Email = null)
{
    /// <summary>The manager of the partner that claims.</summary>
    public static Signer Manager { get; } = new();

    /// <summary>By which a signature is matched with whoever was asked for it.</summary>
    [JsonIgnore]
    internal string Key =>
        Email is { } email ? "person:" + email.ToUpperInvariant()
        : Role is { } role ? "role:" + role
        : "manager";

    /// <summary>Inside a sentence: <c>the partner’s manager</c>, <c>Finance</c>.</summary>
    [JsonIgnore]
    internal string Words => Email ?? (Role is { } role ? RoleNames.Of(role) : ApprovalText.ManagerWords);
}
