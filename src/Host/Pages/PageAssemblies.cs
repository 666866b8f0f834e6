using System.Reflection;

namespace Entente.Host.Pages;

/// <summary>Where the router looks for pages; it wants them once more, besides the endpoints.</summary>
internal sealed record PageAssemblies(IReadOnlyList<Assembly> All);
