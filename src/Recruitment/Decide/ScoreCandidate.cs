using System.Globalization;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Sort;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Decide;

/// <param name="Score">1 to 5; empty: this person has no word on it.</param>
/// <param name="Note">Why; refused without a score.</param>
public sealed record ScoreInput(FitCriterion Criterion, string? Score, string? Note);

/// <summary>One person's scores of a candidate; each changes their own alone.</summary>
public sealed class ScoreCandidate(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<Result> Run(string number, IReadOnlyList<ScoreInput> scores, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (actor.Person is not { } me)
            return Problem.Forbidden("recruitment.nobody", "Scores are somebody’s.");
        var wrong = scores.Select(Wrong).OfType<Problem>().ToArray();
        if (Faults.Of(wrong) is { } refused)
            return refused;
        await using var desk = await CandidateDesk.Take(db, number, [], ct);
        if (desk is not { Candidate: { } candidate })
            return Refusals.None;
        if (!candidate.State.IsOpen())
            return Refusals.Over;
        var own = await db.Set<CandidateScore>().Where(s => s.CandidateId == candidate.Id && s.By == me).ToListAsync(ct);
        foreach (var score in scores)
        {
            var row = own.Find(s => s.Criterion == score.Criterion);
            if (Value(score.Score) is not { } value)
            {
                if (row is not null)
                    db.Remove(row);
                continue;
            }
            if (row is null)
                db.Add(row = CandidateScore.Of(candidate.Id, me, score.Criterion));
            row.Set(value, TypedText.Line(score.Note), clock.GetUtcNow());
        }
        await desk.Save(ct);
        return Result.Done;
    }

    internal static async Task<List<FitScore>> Of(EntenteDb db, CandidateId candidate, CancellationToken ct) =>
        (
            await db.Set<CandidateScore>().Where(s => s.CandidateId == candidate).Select(s => new { s.Criterion, s.Value }).ToListAsync(ct)
        ).ConvertAll(s => new FitScore(s.Criterion, s.Value));

    private static Problem? Wrong(ScoreInput score) =>
        !string.IsNullOrWhiteSpace(score.Score) && Value(score.Score) is null ? Refusals.NoScore(score.Criterion)
        : TypedText.Line(score.Note).Length > RecruitmentModel.LongestWhy ? Refusals.LongNote(score.Criterion)
        : string.IsNullOrWhiteSpace(score.Score) && TypedText.Line(score.Note).Length > 0 ? Refusals.NoteAlone(score.Criterion)
        : null;

    private static int? Value(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= Fit.Least and <= Fit.Most
            ? value
            : null;
}
