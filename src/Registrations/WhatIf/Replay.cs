using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.WhatIf;

/// <summary>An assessment as it was stored, with what else a replay needs.</summary>
/// <param name="Act">At which act: <c>submit</c>, <c>approve</c>, <c>refuse</c>.</param>
/// <param name="Moment">Of the trace; for one that did not keep it, as the registration's dates tell it.</param>
internal sealed record PastAssessment(string Act, int PolicyVersion, StoredTrace Trace, VerdictMoment Moment);

/// <summary>A registration of the past, with its assessments from the first to the last.</summary>
internal sealed record PastClaim(
    string Number,
    string Company,
    PartnerId Partner,
    Money? Amount,
    RegistrationState State,
    IReadOnlyList<PastAssessment> Assessments
);

/// <summary>Asks a policy about stored facts once more. Pure: what it needs is in the trace.</summary>
internal static class Replay
{
    public static ClaimVerdict Of(PastAssessment past, Policy policy, int version) =>
        ClaimVerdict.Of(past.Trace.Facts, policy, version, past.Moment);

    /// <summary>
    /// What was made of it then: the stored verdict; for a trace of an older engine, today's engine under the version of then.
    /// </summary>
    public static ClaimVerdict AsItWas(PastAssessment past, Func<int, Policy> versions) =>
        past.Trace is { Engine: Assessment.Engine, Verdict: { } stored }
            ? stored
            : Of(past, versions(past.PolicyVersion), past.PolicyVersion);

    /// <summary>
    /// What a replay under the version of then gives otherwise than was stored. Of the same engine that is nothing, or a bug; of an older
    /// one it is what has changed in the rules as they are written.
    /// </summary>
    public static IReadOnlyList<string> Unlike(PastAssessment past, Func<int, Policy> versions)
    {
        var policy = versions(past.PolicyVersion);
        var again = Of(past, policy, past.PolicyVersion);
        if (past.Trace is { Engine: Assessment.Engine, Verdict: { } stored })
            return Same(stored, again) ? [] : ["The verdict"];
        var now = Assessment.Of(past.Trace.Facts, Terms.Of(past.PolicyVersion, policy, past.Moment.Zone), past.Moment.At);
        var unlike = past
            .Trace.Findings.Where(f => now.Findings.FirstOrDefault(n => n.Code == f.Code)?.Severity != f.Severity)
            .Select(f => f.Title)
            .ToList();
        if (past.Trace.Suggestion != again.Suggestion)
            unlike.Add("The suggestion");
        return unlike;
    }

    public static bool Same(ClaimVerdict a, ClaimVerdict b) => Json.Write(a) == Json.Write(b);
}
