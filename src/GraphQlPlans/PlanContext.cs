using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>What a resolver sees. What hardly any asks for is worked out when it is asked for.</summary>
internal sealed class PlanContext(PlanRun run) : IResolveFieldContext, IExecutionArrayPool
{
    private PlannedField _field = null!;
    private ObjectNode _node = null!;
    private int _slot;
    private PlanNode? _made; // as somebody's parent: what its resolver made of it, a list's entry perhaps

    public PlanContext At(ObjectNode node, int slot)
    {
        (_node, _slot, _field) = (node, slot, node.Plan.Fields[slot]);
        return this;
    }

    public GraphQLField FieldAst => _field.Ast;

    public FieldType FieldDefinition => _field.Definition;

    public IObjectGraphType ParentType => _node.Plan.Type;

    public object? Source => _node.Source;

    public IDictionary<string, ArgumentValue>? Arguments => run.Arguments(_field);

    public IDictionary<string, DirectiveInfo>? Directives => null; // @skip and @include were done, and there are no others

    public object? RootValue => null;

    public ISchema Schema => run.Schema;

    public GraphQLDocument Document => run.Plan.Document;

    public GraphQLOperationDefinition Operation => run.Plan.Operation;

    public Variables Variables => run.Variables;

    public CancellationToken CancellationToken => run.CancellationToken;

    public IServiceProvider? RequestServices => run.Services;

    public ExecutionErrors Errors => run.Errors;

    public Metrics Metrics => Metrics.None;

    public IDictionary<string, object?> UserContext => run.UserContext;

    public IReadOnlyDictionary<string, object?> InputExtensions => Inputs.Empty;

    public IDictionary<string, object?> OutputExtensions => field ??= new Dictionary<string, object?>(); // nothing of it is written

    public ClaimsPrincipal? User => null;

    public IExecutionArrayPool ArrayPool => this;

    public IEnumerable<object> Path => _made?.PathHere(aliased: false) ?? _node.PathOf(_slot, aliased: false);

    public IEnumerable<object> ResponsePath => _made?.PathHere(aliased: true) ?? _node.PathOf(_slot, aliased: true);

    public IResolveFieldContext? Parent
    {
        get
        {
            if (_node.Field is not { } above) return null;
            PlanNode node = _node.Parent!;
            while (node is not ObjectNode) node = node.Parent!;
            return new PlanContext(run) { _made = _node }.At((ObjectNode)node, Array.IndexOf(((ObjectNode)node).Plan.Fields, above));
        }
    }

    public Dictionary<string, (GraphQLField Field, FieldType FieldType)>? SubFields =>
        _field.Type.Named?.Fields.ToDictionary(below => below.Key, below => (below.Ast, below.Definition));

    public IExecutionContext ExecutionContext =>
        throw new NotSupportedException("Prepared documents run without GraphQL.NET's ExecutionContext; see Plans.");

    T[] IExecutionArrayPool.Rent<T>(int minimumLength) => new T[minimumLength];
}
