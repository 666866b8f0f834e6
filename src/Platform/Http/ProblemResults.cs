using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Platform.Http;

/// <summary>The one place where a refusal becomes an HTTP answer (RFC 9457).</summary>
public static class ProblemResults
{
    /// <summary>Which status a refusal has.</summary>
    public static int Status(this ProblemKind kind) =>
        kind switch
        {
            ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ProblemKind.NotFound => StatusCodes.Status404NotFound,
            ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
            ProblemKind.Conflict => StatusCodes.Status409Conflict,
            ProblemKind.Stale => StatusCodes.Status412PreconditionFailed,
            ProblemKind.TooMany => StatusCodes.Status429TooManyRequests,
            ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary><c>application/problem+json</c> with <c>code</c> and, per field, <c>errors</c>.</summary>
    public static IResult ToHttp(this Problem problem) =>
        Results.Problem(
            title: problem.Message,
            statusCode: problem.Kind.Status(),
            type: "urn:entente:problem:" + problem.Code,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = problem.Code, ["errors"] = problem.Fields }
        );
}
