using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Platform.Secrets;

namespace Entente.Host;

/// <summary>
/// <c>data/run.json</c>: for scripts, where everything answers and with what. It is there exactly as long as everything does: removed at
/// the start, written whole once all is up, removed at a clean stop.
/// </summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        // Addresses stay readable; the file is no web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="sandbox">Null where none was started: then the file has no <c>hubspot</c> and no <c>salesforce</c>.</param>
    public static void Write(string folder, string app, SandboxProcess? sandbox, Doors doors)
    {
        var run = new Dictionary<string, object>(StringComparer.Ordinal) { ["app"] = app };
        if (sandbox?.Keys is { } keys)
        {
            run["hubspot"] = new
            {
                url = sandbox.HubSpotUrl,
                token = keys.HubSpotToken,
                appSecret = keys.AppSecret,
            };
            run["salesforce"] = new
            {
                url = sandbox.SalesforceUrl,
                clientId = keys.ClientId,
                clientSecret = keys.ClientSecret,
                username = keys.Username,
                password = keys.Password,
            };
        }
        run["doors"] = doors.All.ToDictionary(d => d.Name, d => d.Link);
        var file = FileIn(folder);
        // Whoever waits for the file finds all of it.
        OwnFile.Write(file, JsonSerializer.Serialize(run, Indented));
    }

    public static void Remove(string folder) => File.Delete(FileIn(folder));

    /// <summary> and answers at …, when the one that runs has said so.</summary>
    public static string WhoAnswers(string folder)
    {
        try
        {
            using var run = JsonDocument.Parse(File.ReadAllText(FileIn(folder)));
            return $" and answers at {run.RootElement.GetProperty("app").GetString()}";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, "run.json");
}
