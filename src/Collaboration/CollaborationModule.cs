using Entente.Platform;

namespace Entente.Collaboration;

/// <summary>What people say to each other from where they work: mail that comes in, read, taken apart and judged before anything is done.</summary>
public sealed class CollaborationModule : Module;
