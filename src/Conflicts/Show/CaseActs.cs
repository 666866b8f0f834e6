using Entente.Conflicts.Appeal;
using Entente.Conflicts.Decide;
using Entente.Conflicts.Evidence;
using Entente.Conflicts.TakeUp;
using Entente.Platform.Values;

namespace Entente.Conflicts.Show;

/// <summary>Each form of the case page does one act; what is said afterwards stands here too.</summary>
public sealed class CaseActs(TakeUpCase takeUp, PlanCase plan, AddOwnEvidence evidence, AnswerConflictAppeal appeal, DecideCase decide)
{
    public const string TakeUp = "take-up";
    public const string Plan = "plan";
    public const string Evidence = "own-evidence";
    public const string Appeal = "appeal";

    public Task<Result> Decide(DecideInput input, CancellationToken ct) => decide.Run(input, ct);

    public Task<Result<IReadOnlyList<LetterView>>> Preview(DecideInput input, CancellationToken ct) => decide.Preview(input, ct);

    public async Task<(Result Result, string Said)> Run(string form, string number, CaseForm input, CancellationToken ct) =>
        form switch
        {
            TakeUp => (await takeUp.Run(number, ct), $"You have taken {number} up."),
            Plan => (await plan.Run(number, input.Plan, ct), $"The plan of {number} is on record."),
            Evidence => (await evidence.Run(number, input.Words, ct), "It is on record for direct sales."),
            _ => (
                await appeal.Run(
                    number,
                    input.Appeal,
                    input.Outcome switch
                    {
                        "upheld" => true,
                        "stands" => false,
                        _ => null,
                    },
                    input.Answer,
                    ct
                ),
                input.Outcome == "upheld"
                    ? $"{number} is active again and is decided anew."
                    : "The decision stands. The partner is told why."
            ),
        };
}
