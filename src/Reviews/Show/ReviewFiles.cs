using System.Globalization;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Jobs;
using Entente.Reviews.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Reviews.Show;

/// <summary>A review as data, as far as whoever takes it reads it; without the vendor's own note. That it was taken is on record before it is given.</summary>
internal static class ReviewFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Guard(routes.MapGet("/w/{slug}/reviews/{number}.csv", Csv));
        Guard(routes.MapGet("/w/{slug}/reviews/{number}.json", AsJson));

        static void Guard(RouteHandlerBuilder route) =>
            route.Access(new StaffAttribute(Permissions.ReadPartners)).WithMetadata(new NoPrefetchAttribute());
    }

    private static async Task Csv(HttpContext http, string number, ReviewQuery query, EntenteDb db, CancellationToken ct)
    {
        if (await Take(http, number, query, db, "csv", ct) is not { } view)
            return;
        await Downloads.Csv(http.Response, $"{view.Face.Number}.csv", Head, Lines(view.Face), ct);
    }

    private static async Task AsJson(HttpContext http, string number, ReviewQuery query, EntenteDb db, CancellationToken ct)
    {
        if (await Take(http, number, query, db, "json", ct) is not { } view)
            return;
        Downloads.Begin(http.Response, "application/json; charset=utf-8", $"{view.Face.Number}.json");
        var face = view.Face;
        await http.Response.WriteAsync(
            Json.Write(
                new
                {
                    face.Number,
                    face.Partner,
                    Quarter = face.Quarter.ToString(),
                    face.State,
                    face.PlannedOn,
                    face.PreparedAt,
                    face.GatheredAt,
                    face.HeldAt,
                    face.Summary,
                    Goals = face.Goals.Select(g => new
                    {
                        g.Words,
                        g.Target,
                        g.Unit,
                        g.Actual,
                    }),
                    face.Parts,
                    Decisions = face.Decisions.Select(d => new
                    {
                        d.Words,
                        Owner = d.Who,
                        d.Due,
                    }),
                }
            ),
            ct
        );
    }

    private static async Task<ReviewView?> Take(
        HttpContext http,
        string number,
        ReviewQuery query,
        EntenteDb db,
        string format,
        CancellationToken ct
    )
    {
        if (await query.Load(number, ct) is not { } view)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return null;
        }
        db.Witness("review.exported", view.Id.Subject, ("format", null, format));
        await db.SaveChangesAsync(ct);
        return view;
    }

    private static readonly string[] Head = ["Part", "Table", "What", "Column", "Value", "Unit", "Quarter before"];

    // A line for each number: goals, figures, then every cell of the tables under its heading.
    private static IEnumerable<string?[]> Lines(ReviewFace face)
    {
        foreach (var goal in face.Goals)
        {
            yield return ["Goals", "", goal.Words, "Target", Plain(goal.Target), goal.Unit, ""];
            yield return ["Goals", "", goal.Words, "Actual", goal.Actual is { } actual ? Plain(actual) : "", goal.Unit, ""];
        }
        foreach (var part in face.Parts)
        {
            foreach (var figure in part.Figures)
                yield return [part.Title, "", figure.Label, "", figure.Value.Plain(), figure.Value.UnitOf(), figure.Was.Plain()];
            foreach (var table in part.Tables)
            foreach (var row in table.Rows)
                for (var i = 1; i < table.Heads.Count; i++)
                    yield return [part.Title, table.Title, row[0].Plain(), table.Heads[i], row[i].Plain(), row[i].UnitOf(), ""];
        }
        foreach (var decision in face.Decisions)
            yield return ["Decisions", "", decision.Words, decision.Who, decision.Due.ToString("O", CultureInfo.InvariantCulture), "", ""];
    }

    private static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
