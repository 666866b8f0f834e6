using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Pages;

/// <summary>The status of a page that shows a refusal; the page then renders, filled in.</summary>
public static class Refusal
{
    public static void Set(HttpContext http, Problem problem) => http.Response.StatusCode = StatusOf(problem.Kind);

    public static int StatusOf(ProblemKind kind) =>
        kind switch
        {
            ProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ProblemKind.NotFound => StatusCodes.Status404NotFound,
            ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
            ProblemKind.Conflict => StatusCodes.Status409Conflict,
            ProblemKind.Stale => StatusCodes.Status412PreconditionFailed,
            ProblemKind.TooMany => StatusCodes.Status429TooManyRequests,
            ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
