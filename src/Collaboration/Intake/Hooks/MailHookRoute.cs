using Entente.Access.Http;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Entente.Collaboration.Intake.Hooks;

/// <summary>
/// <c>POST /hooks/{slug}/mail/{key}</c>, and with <c>/mime</c> behind it for Mailgun: where a mail provider calls. The key in the address is the proof. 200: kept;
/// 404: nobody has this address; 422 with a sentence: there is no mail in it; 413: larger than a mail may be; 503: too much at once, come again.
/// </summary>
internal static class MailHookRoute
{
    /// <summary>A mail of 35 MB, as a form or JSON has it.</summary>
    internal const int LongestBody = 64 << 20;

    /// <summary>Bodies are held in memory while they are read: so many at once.</summary>
    private static readonly SemaphoreSlim Lines = new(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static string Of(string slug, string key) => $"/hooks/{slug}/mail/{key}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var end in (string[])["", "/mime"])
            routes
                .MapPost("/hooks/{slug}/mail/{key}" + end, Take)
                .DisableAntiforgery()
                .WithMetadata(new Room())
                .Access(new OpenAttribute());
    }

    private static async Task<IResult> Take(
        string slug,
        string key,
        HttpContext http,
        Workspaces workspaces,
        TakeMailHook take,
        CancellationToken ct
    )
    {
        if (await workspaces.Find(slug, ct) is not { } workspace || await take.Find(workspace.Id, key, ct) is not { } hook)
            return Unknown;
        if (http.Request.ContentLength > LongestBody)
            return TooLarge;
        if (!await Lines.WaitAsync(Patience, ct))
            return Results.Text("Too much at once: come again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        try
        {
            if (await RequestBody.Read(http.Request, LongestBody, ct) is not { } body)
                return TooLarge;
            var query = http.Request.Query;
            var (answer, why) = await take.Run(
                hook,
                new(http.Request.ContentType, body, [.. query["to"].OfType<string>()], query["from"].FirstOrDefault()),
                ct
            );
            return answer switch
            {
                HookAnswer.Kept => Results.Text("Kept."),
                HookAnswer.Unfit => Results.Text(why, statusCode: StatusCodes.Status422UnprocessableEntity),
                _ => Unknown,
            };
        }
        finally
        {
            Lines.Release();
        }
    }

    private static IResult Unknown => Results.Text("Nobody here by that address.", statusCode: StatusCodes.Status404NotFound);

    private static IResult TooLarge => Results.Text("Larger than a mail may be.", statusCode: StatusCodes.Status413PayloadTooLarge);

    private sealed class Room : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LongestBody + 1;
    }
}
