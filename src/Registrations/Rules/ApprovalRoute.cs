using Entente.Access;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>A signature of the review that runs.</summary>
/// <param name="Step">Which step, from nought.</param>
/// <param name="Signer">Whom it stands for, by <see cref="Rules.Signer.Key"/>.</param>
/// <param name="By">Who gave it.</param>
internal sealed record GivenSignature(int Step, string Signer, PersonId By, DateTimeOffset At);

/// <summary>One of the people a member of staff may sign as: oneself, or somebody who is away.</summary>
/// <param name="Manages">The manager of the partner that claims.</param>
internal sealed record SigningAs(PersonId Id, string Email, StaffRole Role, bool Manages)
{
    public bool Is(Signer signer) =>
        signer.Email is { } email ? string.Equals(email, Email, StringComparison.OrdinalIgnoreCase)
        : signer.Role is { } role ? role == Role
        : Manages;
}

/// <summary>What a person may sign now.</summary>
/// <param name="For">In whose place; null: for oneself.</param>
internal sealed record SigningTurn(int Step, Signer Signer, PersonId? For);

/// <summary>
/// How far an approval has come (REG-5): step by step, all signers of a step beside each other. A signature counts only for the step that it was
/// asked for, and nobody signs twice, not in another's place either. Pure.
/// </summary>
/// <param name="Step">The one that waits; as many as there are when all have signed.</param>
/// <param name="Since">When it began to wait.</param>
internal sealed record ApprovalRoute(
    IReadOnlyList<ApprovalStep> Steps,
    int Step,
    IReadOnlyList<Signer> Missing,
    DateTimeOffset Since,
    IReadOnlyList<GivenSignature> Given
)
{
    /// <summary>No policy asks for signatures: anybody who may decide decides alone.</summary>
    public bool IsOpen => Steps.Count == 0;

    public bool Complete => Step == Steps.Count;

    /// <summary>Whether one more signature ends it.</summary>
    public bool IsLast => !Complete && Step == Steps.Count - 1 && Missing.Count == 1;

    public ApprovalStep? Waiting => Complete ? null : Steps[Step];

    public static ApprovalRoute Of(IReadOnlyList<ApprovalStep> steps, IReadOnlyCollection<GivenSignature> given, DateTimeOffset since)
    {
        var counted = new List<GivenSignature>();
        for (var i = 0; i < steps.Count; i++)
        {
            var here = steps[i]
                .Signers.Select(s => given.Where(g => g.Step == i && g.Signer == s.Key).OrderBy(g => g.At).FirstOrDefault())
                .OfType<GivenSignature>()
                .ToList();
            counted.AddRange(here);
            if (here.Count < steps[i].Signers.Count)
                return new(
                    steps,
                    i,
                    [.. steps[i].Signers.Where(s => !here.Exists(h => h.Signer == s.Key))],
                    since,
                    [.. counted.OrderBy(c => c.At)]
                );
            since = here.Max(h => h.At);
        }
        return new(steps, steps.Count, [], since, [.. counted.OrderBy(c => c.At)]);
    }

    /// <summary>
    /// What somebody may sign now; null: it is not their turn. For oneself before anybody else; an owner may in everybody's place, so that
    /// nothing waits for a person who has left.
    /// </summary>
    public SigningTurn? TurnOf(SigningAs self, IEnumerable<SigningAs> absent)
    {
        if (Complete || Given.Any(g => g.By == self.Id))
            return null;
        foreach (var who in absent.Prepend(self))
            if (Missing.FirstOrDefault(who.Is) is { } signer)
                return new(Step, signer, who.Id == self.Id ? null : who.Id);
        return self.Role is StaffRole.Owner ? new(Step, Missing[0], null) : null;
    }

    /// <summary>For whom it waits, inside a sentence.</summary>
    public string WaitsFor => string.Join(" and ", Missing.Select(m => m.Words));
}
