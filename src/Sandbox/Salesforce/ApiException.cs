namespace Entente.Sandbox.Salesforce;

/// <summary>
/// A refusal in Salesforce's words, thrown where it is found and written once, by <see cref="Rest.Answers"/>, as the array of errors the API gives.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Salesforce's <c>errorCode</c> (<c>statusCode</c> in the answers of collections).</param>
/// <param name="message">The text a client shows.</param>
/// <param name="fields">The fields at fault, possibly none.</param>
internal sealed class ApiException(int status, string code, string message, params string[] fields) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public IReadOnlyList<string> Fields { get; } = fields;

    /// <summary>The records a duplicate rule found, as <c>duplicateResult</c> tells them; null for other refusals.</summary>
    public System.Text.Json.Nodes.JsonObject? Duplicates { get; init; }
}
