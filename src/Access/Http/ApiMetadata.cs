namespace Entente.Access.Http;

/// <summary>An example of a request's body, for the description of the API.</summary>
public sealed record ApiExample(string Json);

/// <summary>A header that a request carries, for the description of the API.</summary>
public sealed record ApiHeader(string Name, bool Required, string Means);
