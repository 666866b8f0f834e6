using Entente.Access.Factors;
using Entente.Access.Http;
using Entente.Access.SignIn;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.StepUp;

/// <summary>
/// Asks for a fresh factor before a page about money or settings. A page is asked for beforehand and leads back; a form that comes too late is kept:
/// the answer carries all of it and the field for the code, and what is sent then goes on where it was stopped.
/// </summary>
internal static class FreshGate
{
    /// <summary>The field that carries the code along with a kept form.</summary>
    public const string Field = "factor-code";

    // The framework reads no more than 1,024; a long form of settings comes near half of that.
    private const int MostFields = 1000;

    /// <returns>False when it has answered.</returns>
    public static async Task<bool> IsOpen(HttpContext http, SessionVisit? session)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (session is null || session.IsFresh(now))
            return true;
        var slug = WorkspaceAddress.Of(http.Request.Path.Value ?? "")!.Slug;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.Location = $"/w/{slug}/factor" + QueryString.Create("next", http.Request.Path + http.Request.QueryString);
            return false;
        }
        if (await Form(http) is not { } form)
        {
            Ask(http, slug, null, null);
            return false;
        }
        // What another site made this browser send is neither kept nor confirmed.
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return false;
        }
        Problem? problem = null;
        if (form.TryGetValue(Field, out var code))
        {
            var done = await http.RequestServices.GetRequiredService<ProveFactor>().Run(code, Visitor.Of(http), http.RequestAborted);
            if (done.Ok)
                return true;
            problem = done.Problem;
        }
        Ask(http, slug, form, problem);
        return false;
    }

    private static async Task<IFormCollection?> Form(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return null;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        // Files cannot be handed back to a browser.
        return form.Files.Count > 0 || form.Count > MostFields ? null : form;
    }

    private static void Ask(HttpContext http, string slug, IFormCollection? form, Problem? problem)
    {
        var refused = new Refused(
            problem is null ? StatusCodes.Status401Unauthorized : Entente.Ui.Pages.Refusal.StatusOf(problem.Kind),
            "access.factor_stale",
            "Confirm it is you",
            form is null
                ? "Nothing was saved. Confirm in another tab, then come back here and send it again."
                : "It was a while since you last showed your second factor. What you filled in is kept on this page and sent with your code.",
            $"/w/{slug}/factor",
            "Confirm it is you"
        );
        Refused.Set(
            http,
            form is null
                ? refused
                : refused with
                {
                    Body = (
                        typeof(KeptForm),
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            [nameof(KeptForm.Fields)] = form.Where(f => f.Key != Field).ToList(),
                            [nameof(KeptForm.Action)] = http.Request.Path + http.Request.QueryString,
                            [nameof(KeptForm.Slug)] = slug,
                            [nameof(KeptForm.Problem)] = problem,
                        }
                    ),
                }
        );
    }
}
